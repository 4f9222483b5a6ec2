package io.contextgraph.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The number of a session's items and a digest of them that does not depend on their order: the sum
 * of the first 128 bits of each item's SHA-256. Needs constant memory for a session of any length.
 */
final class SessionDigest {
  private final MessageDigest sha256;
  private long items;
  private long high;
  private long low;

  SessionDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  void add(GraphItem item) {
    String text = item.eventId() + '\n' + item.what() + '\n' + item.detail();
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    high += hash.getLong();
    low += hash.getLong();
    items++;
  }

  /** Whether both digests cover the same items. */
  boolean matches(SessionDigest other) {
    return items == other.items && high == other.high && low == other.low;
  }
}
