package io.contextgraph.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class GrowingTreeTest {
  private final Sha256 sha256 = new Sha256();
  private final Map<String, Tile> stored = new HashMap<>();

  /** The leaves and roots of Certificate Transparency's reference implementation. */
  @Test
  void rootsAreThoseOfTheReferenceImplementation() {
    List<String> leaves =
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    List<String> roots =
        List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    List<Hash> hashes = new ArrayList<>();
    assertThat(hex(Frontier.EMPTY.root(sha256)))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (int i = 0; i < leaves.size(); i++) {
      hashes.add(sha256.leaf(HexFormat.of().parseHex(leaves.get(i))));
      assertThat(hex(Frontier.over(hashes, sha256).root(sha256))).isEqualTo(roots.get(i));
    }
  }

  @Test
  void growsInBatchesOfAnySizeToTheNaiveRootAndIsRestoredFromItsTiles() {
    Random random = new Random(14);
    List<Hash> leaves = new ArrayList<>();
    GrowingTree tree = GrowingTree.EMPTY;
    while (leaves.size() < 70_000) {
      int added = random.nextInt(10) == 0 ? random.nextInt(3_000) : random.nextInt(20);
      List<Hash> batch = leaves(random, added);
      tree = grow(tree, batch);
      leaves.addAll(batch);
    }
    assertThat(tree.frontier().root(sha256)).isEqualTo(NaiveTree.root(leaves));
    assertThat(restored(tree.size(), leaves)).isEqualTo(tree);
    assertThat(stored).hasSize(leaves.size() / 256 + 1);
    assertThat(stored.get("1/0").root(sha256)).isEqualTo(NaiveTree.root(leaves.subList(0, 65_536)));
  }

  @Test
  void proofsAreThoseOfTheNaiveTreeForEverySizeUpTo70() {
    Proofs proofs = new Proofs();
    List<Hash> leaves = leaves(new Random(1), 70);
    for (int size = 1; size <= leaves.size(); size++) {
      List<Hash> part = leaves.subList(0, size);
      StoredTree tree = stored(grow(GrowingTree.EMPTY, part));
      Hash root = NaiveTree.root(part);
      for (int i = 0; i < size; i++) {
        List<Hash> path = proofs.inclusion(i, size, tree);
        assertThat(path).isEqualTo(NaiveTree.path(i, part));
        assertThat(proofs.rootOf(leaves.get(i), i, size, path)).isEqualTo(root);
      }
      for (int old = 1; old <= size; old++) {
        List<Hash> proof = proofs.consistency(old, size, tree);
        Hash oldRoot = NaiveTree.root(leaves.subList(0, old));
        assertThat(proof).isEqualTo(NaiveTree.proof(old, part));
        assertThat(proofs.isConsistent(old, oldRoot, size, root, proof)).isTrue();
      }
    }
  }

  @Test
  void proofsOfALargeTreeReadItsTilesAndNoChangedOneIsAccepted() {
    Random random = new Random(2);
    Proofs proofs = new Proofs();
    List<Hash> leaves = leaves(random, 67_000);
    StoredTree tree = stored(grow(GrowingTree.EMPTY, leaves));
    Hash root = proofs.root(leaves.size(), tree);
    assertThat(root).isEqualTo(NaiveTree.root(leaves));
    for (int i = 0; i < 200; i++) {
      int size = 2 + random.nextInt(leaves.size() - 1);
      Hash whole = NaiveTree.root(leaves.subList(0, size));
      int index = random.nextInt(size);
      List<Hash> path = proofs.inclusion(index, size, tree);
      assertThat(proofs.rootOf(leaves.get(index), index, size, path)).isEqualTo(whole);
      int old = 1 + random.nextInt(size - 1);
      Hash oldRoot = NaiveTree.root(leaves.subList(0, old));
      List<Hash> proof = new ArrayList<>(proofs.consistency(old, size, tree));
      assertThat(proofs.isConsistent(old, oldRoot, size, whole, proof)).isTrue();
      int changed = random.nextInt(proof.size());
      proof.set(changed, sha256.of(proof.get(changed).toBytes()));
      assertThat(proofs.isConsistent(old, oldRoot, size, whole, proof)).isFalse();
    }
  }

  @Test
  void aProofWithAHashTooManyOrTooFewIsRefused() {
    Proofs proofs = new Proofs();
    List<Hash> leaves = leaves(new Random(3), 11);
    StoredTree tree = stored(grow(GrowingTree.EMPTY, leaves));
    List<Hash> path = proofs.inclusion(4, 11, tree);
    List<Hash> longer = new ArrayList<>(path);
    longer.add(path.get(0));
    assertThatThrownBy(() -> proofs.rootOf(leaves.get(4), 4, 11, longer))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> proofs.rootOf(leaves.get(4), 4, 11, path.subList(1, path.size())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(proofs.isConsistent(0, sha256.empty(), 11, leaves.get(0), List.of())).isTrue();
    assertThat(proofs.isConsistent(5, leaves.get(0), 4, leaves.get(0), List.of())).isFalse();
  }

  private GrowingTree restored(long size, List<Hash> leaves) {
    int unfinished = GrowingTree.width(size, 0);
    List<Hash> last = leaves.subList(leaves.size() - unfinished, leaves.size());
    return GrowingTree.restore(size, last, this::tile, sha256);
  }

  private StoredTree stored(GrowingTree tree) {
    return new StoredTree(tree, this::tile);
  }

  private Tile tile(int level, long index) {
    Tile tile = stored.get(level + "/" + index);
    if (tile == null) {
      throw new IllegalStateException("no tile " + level + "/" + index);
    }
    return Tile.of(level, index, tile.toBytes());
  }

  private GrowingTree grow(GrowingTree tree, List<Hash> leaves) {
    List<Tile> full = new ArrayList<>();
    GrowingTree grown = tree.plus(leaves, full, sha256);
    full.forEach(tile -> stored.put(tile.level() + "/" + tile.index(), tile));
    return grown;
  }

  private List<Hash> leaves(Random random, int count) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[8];
      random.nextBytes(content);
      leaves.add(sha256.leaf(content));
    }
    return leaves;
  }

  private static String hex(Hash hash) {
    return HexFormat.of().formatHex(hash.toBytes());
  }
}
