package io.contextgraph.notary;

import io.contextgraph.event.Micros;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.event.Recording;
import io.contextgraph.tree.Leaf;
import io.contextgraph.tree.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The extra data of a proof, in version 1 of its form: a leaf, and what its digest is computed
 * from. With it, a checker computes the leaf of an event that it has as JSON.
 */
public record ProvenLeaf(Leaf leaf, LeafFields fields) {
  /** The version byte. */
  public static final byte VERSION = 1;

  /** The leaf of an event. */
  public static ProvenLeaf of(
      long position, long recordedAtMicros, LeafFields fields, Sha256 sha256) {
    return new ProvenLeaf(new Leaf(position, recordedAtMicros, fields.digest(sha256)), fields);
  }

  /**
   * The leaf of an event, from its line.
   *
   * @param event says what the ledger added
   * @throws IllegalArgumentException if it does not
   */
  public static ProvenLeaf of(PresentedEvent event, Sha256 sha256) {
    Recording recording = event.recording();
    if (recording == null) {
      throw new IllegalArgumentException("the line does not say where the event is recorded");
    }
    byte[] sealed = event.personalDataSealed();
    LeafFields fields =
        new LeafFields(
            event.eventId(),
            event.contentHash(),
            sealed == null ? sha256.empty() : sha256.of(sealed),
            recording.stream(),
            recording.entryId());
    return of(recording.globalPosition(), Micros.of(recording.recordedAt()), fields, sha256);
  }

  /**
   * Parses {@link #toBytes}.
   *
   * @throws IllegalArgumentException if the bytes are not in this form, or the digest of the leaf
   *     is not that of the fields
   */
  public static ProvenLeaf of(byte[] extra) {
    if (extra.length < 1 + Leaf.LENGTH || extra[0] != VERSION) {
      throw new IllegalArgumentException("the extra data are not in version " + VERSION);
    }
    Leaf leaf = Leaf.of(Arrays.copyOfRange(extra, 1, 1 + Leaf.LENGTH));
    int at = 1 + Leaf.LENGTH;
    LeafFields fields = LeafFields.read(ByteBuffer.wrap(extra, at, extra.length - at));
    ProvenLeaf parsed = new ProvenLeaf(leaf, fields);
    if (!Arrays.equals(parsed.toBytes(), extra)) {
      throw new IllegalArgumentException("a text in the extra data is not in UTF-8");
    }
    if (!fields.digest(new Sha256()).equals(leaf.digest())) {
      throw new IllegalArgumentException("the leaf's digest is not that of its fields");
    }
    return parsed;
  }

  /** The version byte, the leaf's bytes (49), and those of its fields. */
  public byte[] toBytes() {
    byte[] rest = fields.toBytes();
    return ByteBuffer.allocate(1 + Leaf.LENGTH + rest.length)
        .put(VERSION)
        .put(leaf.toBytes())
        .put(rest)
        .array();
  }
}
