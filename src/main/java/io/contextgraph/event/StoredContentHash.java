package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/**
 * Computes the {@link ContentHash} of a recorded event from the bytes of its columns, as Postgres
 * sends them in binary form: ids as 16 bytes, numbers as 2, text and payload as they are. The
 * caller adds the fields that are present by ascending tag. Not thread-safe.
 */
public final class StoredContentHash {
  private static final int ATTRIBUTE_NAME = 16;
  private static final int ATTRIBUTE_VALUE = 17;
  private static final int HEAD = 1 + Integer.BYTES;

  private final MessageDigest sha256;
  private byte[] form = new byte[1 << 12];
  private int size;

  public StoredContentHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  /** Begins the next event. */
  public void start() {
    size = 0;
  }

  /** Adds a field whose stored bytes are those that are hashed. */
  public void add(int tag, byte[] from, int offset, int length) {
    head(tag, length);
    System.arraycopy(from, offset, form, size, length);
    size += length;
  }

  /**
   * Adds a time.
   *
   * @param micros since 1970-01-01T00:00:00Z
   */
  public void addTime(int tag, long micros) {
    head(tag, Long.BYTES);
    int32((int) (micros >> 32));
    int32((int) micros);
  }

  /** Adds the attributes, the last field. */
  public void addAttributes(SortedMap<String, String> attributes) {
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      text(ATTRIBUTE_NAME, attribute.getKey());
      text(ATTRIBUTE_VALUE, attribute.getValue());
    }
  }

  private void text(int tag, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(tag, bytes, 0, bytes.length);
  }

  /** The hash of the event with its version, {@link ContentHash#LENGTH} bytes. */
  public byte[] hash() {
    byte[] hash = new byte[ContentHash.LENGTH];
    hash[0] = ContentHash.VERSION;
    sha256.update(form, 0, size);
    try {
      sha256.digest(hash, 1, ContentHash.LENGTH - 1);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 hash has 32 bytes", e);
    }
    return hash;
  }

  private void head(int tag, int length) {
    if (size + HEAD + length > form.length) {
      form = Arrays.copyOf(form, Math.max(form.length * 2, size + HEAD + length));
    }
    form[size++] = (byte) tag;
    int32(length);
  }

  private void int32(int value) {
    form[size++] = (byte) (value >> 24);
    form[size++] = (byte) (value >> 16);
    form[size++] = (byte) (value >> 8);
    form[size++] = (byte) value;
  }
}
