package io.contextgraph.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How many things the graph says of a session, and a digest over them that does not depend on their
 * order: the sum of the first 128 bits of each thing's SHA-256. Constant memory for any session.
 */
public final class SessionDigest {
  private final MessageDigest sha256;
  private long items;
  private long high;
  private long low;

  SessionDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(GraphItem item) {
    String text = item.eventId() + '\n' + item.what() + '\n' + item.detail();
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    high += hash.getLong();
    low += hash.getLong();
    items++;
  }

  /** Whether both were made from the same things. */
  public boolean matches(SessionDigest other) {
    return items == other.items && high == other.high && low == other.low;
  }
}
