package io.contextgraph.notary;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.Micros;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.TlogProof;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Leaf;
import io.contextgraph.tree.Proofs;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.StoredTree;
import io.contextgraph.tree.Tile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recorded events with their tree, for tests without a server. */
public final class MemoryLedger {
  /** The example of Go's golang.org/x/mod/sumdb/note. */
  public static final SigningKey KEY =
      SigningKey.parse(
          "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");

  public static final String ORIGIN = "PeterNeumann";
  public static final Instant RECORDED_AT = Instant.parse("2026-11-02T09:00:00.123456Z");

  private final Sha256 sha256 = new Sha256();
  private final List<ProvenLeaf> leaves = new ArrayList<>();
  private final Map<String, Tile> tiles = new HashMap<>();
  private GrowingTree tree = GrowingTree.EMPTY;

  /** A ledger with so many events, which are the same for the same seed. */
  static MemoryLedger of(int events, int seed) {
    MemoryLedger ledger = new MemoryLedger();
    for (int i = 1; i <= events; i++) {
      ledger.add(event(seed, i));
    }
    return ledger;
  }

  static Event event(int seed, int number) {
    return EventFields.valid()
        .with("event_id", new UUID(seed, Long.MIN_VALUE | number).toString())
        .with("payload", "{\"n\":" + number + "}")
        .event("events", "1762074000000-" + number);
  }

  void add(Event event) {
    add(event, null);
  }

  /** Adds an event with its sealed personal data. */
  public void add(Event event, byte @Nullable [] sealed) {
    LeafFields fields =
        new LeafFields(
            event.eventId(),
            event.contentHash(),
            sealed == null ? sha256.empty() : sha256.of(sealed),
            event.stream(),
            event.entryId());
    ProvenLeaf leaf = ProvenLeaf.of(leaves.size() + 1, Micros.of(RECORDED_AT), fields, sha256);
    leaves.add(leaf);
    List<Tile> full = new ArrayList<>();
    tree = tree.plus(List.of(leaf.leaf().hash(sha256)), full, sha256);
    full.forEach(tile -> tiles.put(tile.level() + "/" + tile.index(), tile));
  }

  ProvenLeaf leaf(int position) {
    return leaves.get(position - 1);
  }

  List<Leaf> leaves(long after, long upTo) {
    return leaves.subList((int) after, (int) upTo).stream().map(ProvenLeaf::leaf).toList();
  }

  List<Hash> hashes(long after, long upTo) {
    return leaves(after, upTo).stream().map(leaf -> leaf.hash(sha256)).toList();
  }

  GrowingTree tree() {
    return tree;
  }

  Tile tile(int level, long index) {
    return tiles.get(level + "/" + index);
  }

  void replace(Tile tile) {
    tiles.put(tile.level() + "/" + tile.index(), tile);
  }

  /** Changes a row and nothing else. */
  void replace(ProvenLeaf row) {
    leaves.set((int) row.leaf().position() - 1, row);
  }

  /** The tree of an earlier size, from full tiles and the rows after them. */
  GrowingTree tree(long size) {
    List<Leaf> after = leaves(size - GrowingTree.width(size, 0), size);
    return GrowingTree.restore(
        size, after.stream().map(leaf -> leaf.hash(sha256)).toList(), this::tile, sha256);
  }

  private StoredTree stored() {
    return new StoredTree(tree, this::tile);
  }

  public SignedNote checkpoint() {
    return signed(new Checkpoint(ORIGIN, tree.size(), tree.frontier().root(sha256)));
  }

  static SignedNote signed(Checkpoint checkpoint) {
    return new SignedNote(checkpoint.text(), List.of()).signedBy(KEY);
  }

  public TlogProof proof(int position) {
    List<Hash> path = new Proofs().inclusion(position - 1, tree.size(), stored());
    return new TlogProof(Optional.of(leaf(position).toBytes()), position - 1, path, checkpoint());
  }

  public List<Hash> growth(long from) {
    return new Proofs().consistency(from, tree.size(), stored());
  }
}
