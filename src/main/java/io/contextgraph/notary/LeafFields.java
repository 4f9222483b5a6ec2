package io.contextgraph.notary;

import io.contextgraph.event.ContentHash;
import io.contextgraph.event.EventId;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the digest of a leaf is computed from; see {@link io.contextgraph.tree.LeafDigest}.
 *
 * @param contentHash 33 bytes, version byte included; must not be modified
 * @param personalData the hash of the sealed personal data, of nothing if there is none
 * @param stream the stream that the event was read from
 * @param entryId the id of its entry there
 */
public record LeafFields(
    EventId eventId, byte[] contentHash, Hash personalData, String stream, String entryId) {
  /**
   * @throws IllegalArgumentException if the content hash has another length
   */
  public LeafFields {
    if (contentHash.length != ContentHash.LENGTH) {
      throw new IllegalArgumentException("a content hash has 33 bytes, not " + contentHash.length);
    }
  }

  /**
   * Reads {@link #toBytes} up to the end of the buffer.
   *
   * @throws IllegalArgumentException if the bytes are not in this form
   */
  static LeafFields read(ByteBuffer in) {
    try {
      EventId id = new EventId(in.getLong(), in.getLong());
      byte[] contentHash = bytes(in, ContentHash.LENGTH);
      Hash personalData = Hash.of(bytes(in, Hash.LENGTH));
      LeafFields fields = new LeafFields(id, contentHash, personalData, text(in), text(in));
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("bytes follow the fields of the leaf");
      }
      return fields;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the fields of the leaf are cut off", e);
    }
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in, in.getInt()), StandardCharsets.UTF_8);
  }

  /**
   * Event id (16 bytes), content hash (33), hash of the personal data (32), stream and entry id,
   * each as its length (4 bytes, big-endian) and its UTF-8.
   */
  public byte[] toBytes() {
    byte[] streamBytes = stream.getBytes(StandardCharsets.UTF_8);
    byte[] entryBytes = entryId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(
            16 + contentHash.length + Hash.LENGTH + 8 + streamBytes.length + entryBytes.length)
        .putLong(eventId.high())
        .putLong(eventId.low())
        .put(contentHash)
        .put(personalData.toBytes())
        .putInt(streamBytes.length)
        .put(streamBytes)
        .putInt(entryBytes.length)
        .put(entryBytes)
        .array();
  }

  /** The digest of a leaf with these fields. */
  public Hash digest(Sha256 sha256) {
    return sha256.of(toBytes());
  }
}
