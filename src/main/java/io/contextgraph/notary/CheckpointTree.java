package io.contextgraph.notary;

import io.contextgraph.ledger.TileReadException;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.TlogProof;
import io.contextgraph.tree.FullTiles;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Proofs;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.StoredTree;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The tree of a checkpoint, from which many proofs are made: keeps what several proofs have in
 * common, in bounded memory. Used by one thread.
 */
public final class CheckpointTree {
  /** 20 kB each. */
  private static final int TILES = 1_024;

  private static final int SUBTREES = 16_384;

  /** A place in the tree: of a tile, its level; of a subtree, its height. */
  private record Place(int height, long index) {}

  private final SignedNote note;
  private final Checkpoint checkpoint;
  private final TreeReader reader;
  private final FullTiles<RuntimeException> stored;
  private final StoredTree tree;
  private final Map<Place, Tile> tiles = mostRecent(TILES);
  private final Map<Place, Hash> subtrees = mostRecent(SUBTREES);
  private final Proofs proofs = new Proofs();
  private final Sha256 sha256 = new Sha256();

  private CheckpointTree(SignedNote note, TreeReader reader, GrowingTree grown) {
    this.note = note;
    this.checkpoint = Checkpoint.parse(note.text());
    this.reader = reader;
    this.stored = reader.stored(grown).tiles();
    this.tree = new StoredTree(grown, this::tile);
  }

  /**
   * Reads what the ledger has of a checkpoint's tree after its last full tiles.
   *
   * @param ledger with auto-commit on
   * @throws TreeMismatchException if the ledger does not have the tree of the checkpoint
   */
  public static CheckpointTree open(Connection ledger, SignedNote note) throws SQLException {
    TreeReader reader = new TreeReader(ledger);
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    LedgerGrowth.requireSize(checkpoint, reader);
    GrowingTree grown = reader.tree(checkpoint.size());
    if (!grown.frontier().root(new Sha256()).equals(checkpoint.root())) {
      throw TreeMismatchException.damaged(
          "the ledger has another tree than the checkpoint of %d positions"
              .formatted(checkpoint.size()));
    }
    return new CheckpointTree(note, reader, grown);
  }

  /** What the note says of the tree. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Reads at once the tiles of the leaves of these positions, which may be at most 1,000. */
  public void prefetch(Collection<Long> positions) throws SQLException {
    Set<Long> missing = new TreeSet<>();
    long full = GrowingTree.fullTiles(checkpoint.size(), 0);
    for (long position : positions) {
      long index = (position - 1) / Tile.WIDTH;
      if (index < full && tiles.get(new Place(0, index)) == null) {
        missing.add(index);
      }
    }
    if (!missing.isEmpty()) {
      reader.tiles(0, missing).forEach(it -> tiles.put(new Place(0, it.index()), it));
    }
  }

  /**
   * The proof that a leaf is in the tree.
   *
   * @param leaf of a position that the tree has
   * @throws TreeMismatchException if the tree has another leaf at that position
   */
  public TlogProof proof(ProvenLeaf leaf) throws SQLException {
    long index = leaf.leaf().position() - 1;
    List<Hash> path =
        reading(() -> proofs.inclusion(index, checkpoint.size(), this::subtreeOrRead));
    Hash root = proofs.rootOf(leaf.leaf().hash(sha256), index, checkpoint.size(), path);
    if (!root.equals(checkpoint.root())) {
      throw TreeMismatchException.damaged(
          "the event at position %d is not the one of which the tree has the leaf"
              .formatted(index + 1));
    }
    return new TlogProof(Optional.of(leaf.toBytes()), index, path, note);
  }

  /**
   * The proof that the tree continues that of an older checkpoint, which the caller checks.
   *
   * @param old the size of the older tree
   */
  public List<Hash> consistency(long old) throws SQLException {
    return reading(() -> proofs.consistency(old, checkpoint.size(), this::subtreeOrRead));
  }

  private static <T> T reading(Supplier<T> hashes) throws SQLException {
    try {
      return hashes.get();
    } catch (TileReadException e) {
      throw e.failure();
    }
  }

  private Hash subtreeOrRead(int height, long index) {
    Place place = new Place(height, index);
    Hash known = subtrees.get(place);
    if (known == null) {
      known = tree.hash(height, index);
      subtrees.put(place, known);
    }
    return known;
  }

  private Tile tile(int level, long index) {
    Place place = new Place(level, index);
    Tile known = tiles.get(place);
    if (known == null) {
      known = stored.tile(level, index);
      tiles.put(place, known);
    }
    return known;
  }

  /** A map that forgets what was not used for longest. */
  private static <V> Map<Place, V> mostRecent(int size) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Place, V> eldest) {
        return size() > size;
      }
    };
  }
}
