package io.contextgraph.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Computes the part of a leaf that does not depend on where the event is recorded: SHA-256 over
 * event id (16 bytes), content hash (33), SHA-256 of the sealed personal data, of nothing if there
 * is none (32), and stream and entry id, each as its length (4 bytes, big-endian) and its UTF-8.
 * Not thread-safe.
 */
public final class LeafDigest {
  private static final byte[] NOTHING = new byte[0];
  private static final int FIXED = 16 + 33 + Hash.LENGTH + 2 * Integer.BYTES;

  private final Sha256 sha256 = new Sha256();
  private final Hash ofNothing = sha256.of(NOTHING);

  /**
   * The digest of an event.
   *
   * @param idHigh the first 8 bytes of the event id
   * @param idLow the other 8
   * @param contentHash 33 bytes, version byte included
   * @param personalData as stored; null if there is none
   * @param stream the stream that the event came from
   * @param entryId the id of its entry there
   * @throws IllegalArgumentException if the content hash has another length
   */
  public Hash of(
      long idHigh,
      long idLow,
      byte[] contentHash,
      byte @Nullable [] personalData,
      String stream,
      String entryId) {
    return of(
        idHigh,
        idLow,
        contentHash,
        personalData,
        stream.getBytes(StandardCharsets.UTF_8),
        entryId.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The digest of an event whose texts are given as UTF-8.
   *
   * @throws IllegalArgumentException if the content hash has another length
   */
  public Hash of(
      long idHigh,
      long idLow,
      byte[] contentHash,
      byte @Nullable [] personalData,
      byte[] stream,
      byte[] entryId) {
    if (contentHash.length != 33) {
      throw new IllegalArgumentException("a content hash has 33 bytes, not " + contentHash.length);
    }
    ByteBuffer content = ByteBuffer.allocate(FIXED + stream.length + entryId.length);
    content.putLong(idHigh).putLong(idLow).put(contentHash);
    (personalData == null ? ofNothing : sha256.of(personalData)).writeTo(content);
    content.putInt(stream.length).put(stream);
    content.putInt(entryId.length).put(entryId);
    return sha256.of(content.array());
  }
}
