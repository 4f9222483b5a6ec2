package io.contextgraph.verify;

import io.contextgraph.archive.Archives;
import io.contextgraph.event.EventId;
import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A ledger in memory that can be tampered with, for tests. Leaves are random hashes. */
final class ModelLedger {
  /** The id before a fork at position 7. */
  static final String FORKED = "00000000-0000-4000-8000-000000000007";

  private static final Sha256 SHA256 = new Sha256();

  final List<CheckedRow> rows = new ArrayList<>();
  final List<IdentityRow> identities = new ArrayList<>();
  final Map<String, Tile> tiles = new HashMap<>();
  private final Random random;
  private final int size;
  Frontier frontier = Frontier.EMPTY;

  ModelLedger(int size, Random random) {
    this.random = random;
    this.size = size;
    for (int position = 1; position <= size; position++) {
      EventId id = new EventId(7, position);
      byte[] contentHash = hash().toBytes();
      rows.add(new CheckedRow(position, id, 9, position / 5, contentHash, hash(), null, false));
      identities.add(new IdentityRow(position, id, 9, contentHash));
    }
    rebuild();
  }

  Hash hash() {
    byte[] bytes = new byte[Hash.LENGTH];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }

  int size() {
    return size;
  }

  /** Makes tiles and frontier those of the rows. */
  void rebuild() {
    tiles.clear();
    List<Tile> full = new ArrayList<>();
    GrowingTree tree =
        GrowingTree.EMPTY.plus(rows.stream().map(CheckedRow::leaf).toList(), full, SHA256);
    full.forEach(tile -> tiles.put(tile.level() + "/" + tile.index(), tile));
    frontier = tree.frontier();
  }

  Anchor anchor(boolean trusted) {
    return new Anchor("a checkpoint", "log", frontier.size(), frontier.root(SHA256), trusted);
  }

  /** A checkpoint of the first rows as they are. */
  Anchor anchor(int size) {
    List<Hash> leaves = rows.subList(0, size).stream().map(CheckedRow::leaf).toList();
    Hash root = Frontier.over(leaves, SHA256).root(SHA256);
    return new Anchor("a checkpoint", "log", size, root, true);
  }

  /** Changes a column that the content hash covers, which the leaf does not show. */
  void changeContent(int position) {
    CheckedRow row = rows.get(position - 1);
    rows.set(position - 1, broken(row, row.contentHash(), row.leaf()));
  }

  /** Changes the content hash, and with it the leaf. */
  void changeContentHash(int position) {
    rows.set(position - 1, broken(rows.get(position - 1), hash().toBytes(), hash()));
  }

  private static CheckedRow broken(CheckedRow row, byte[] contentHash, Hash leaf) {
    return new CheckedRow(
        row.position(),
        row.eventId(),
        9,
        row.recordedAt(),
        contentHash,
        leaf,
        "its content hash is not that of its columns",
        false);
  }

  /** Replaces a hash of the frontier. */
  void changeFrontier(int index) {
    List<Hash> hashes = new ArrayList<>(frontier.hashes());
    hashes.set(index, hash());
    frontier = new Frontier(frontier.size(), hashes);
  }

  /** Replaces the leaf of a row, as a change of a column does that the content hash leaves out. */
  void changeRow(int position) {
    CheckedRow row = rows.get(position - 1);
    rows.set(
        position - 1,
        new CheckedRow(
            position, row.eventId(), 9, row.recordedAt(), row.contentHash(), hash(), null, false));
  }

  void changeTile(int level, int index) {
    String name = level + "/" + index / Tile.WIDTH;
    List<Hash> hashes = new ArrayList<>(tiles.get(name).hashes());
    hashes.set(index % Tile.WIDTH, hash());
    tiles.put(name, new Tile(level, index / Tile.WIDTH, hashes));
  }

  Findings verify(List<Anchor> anchors) {
    Findings findings = new Findings();
    TreeEvidence evidence = new TreeEvidence(findings);
    evidence.onlyTrusted(anchors.stream().anyMatch(Anchor::trusted));
    TreeComparison tree =
        new TreeComparison(
            frontier.size(), (level, index) -> tiles.get(level + "/" + index), evidence);
    PositionCheck positions =
        new PositionCheck(tree, new ArchivedAbsences(new Archives()), findings);
    AnchorQueue queue = new AnchorQueue(tree, anchors, frontier);
    PageCheck page = new PageCheck(positions, identities, queue, 0);
    rows.forEach(page::add);
    page.end(size);
    positions.end(size);
    StoredHead head =
        new StoredHead("id", size, (long) (size / 5), frontier.size(), frontier.toBytes());
    Judgement judgement =
        new Judgement(head, positions, evidence, new Forks(Map.of(FORKED, 7L)), findings);
    judgement.run();
    queue.beyond().forEach(anchor -> judgement.judgeCut(anchor, size));
    return findings;
  }
}
