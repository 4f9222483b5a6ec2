package io.contextgraph.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the content hash, which distinguishes a resent event from a different event with the
 * same id: a version byte, then SHA-256 (FIPS 180-4) over the decoded fields. Each present field
 * contributes a tag byte, a 32-bit big-endian length and its bytes, by ascending tag: ids as 16
 * bytes, times as 64-bit microseconds since 1970, numbers as 16 bits, text as UTF-8, the payload as
 * sent, attributes by name. Personal data, the stream and the entry id do not contribute. Not
 * thread-safe.
 */
public final class ContentHash {
  public static final byte VERSION = 1;

  /** Bytes of a hash with its version. */
  public static final int LENGTH = 33;

  private final MessageDigest sha256;
  private final ByteBuffer scratch = ByteBuffer.allocate(16);

  ContentHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  /**
   * Whether two hashes prove that their events differ. Hashes of different versions never conflict.
   */
  public static boolean conflict(byte[] one, byte[] other) {
    return one[0] == other[0] && !Arrays.equals(one, other);
  }

  /** The hash of an event with these fields, {@link #LENGTH} bytes. */
  byte[] of(RequiredFields required, OptionalFields optional, EventContent content) {
    sha256.reset();
    required(required);
    optional(optional);
    content(content);
    byte[] hash = new byte[LENGTH];
    hash[0] = VERSION;
    System.arraycopy(sha256.digest(), 0, hash, 1, LENGTH - 1);
    return hash;
  }

  private void required(RequiredFields fields) {
    id(1, fields.eventId());
    text(2, fields.eventType());
    time(3, fields.occurredAt());
    text(4, fields.sessionId());
    text(5, fields.agentId());
    text(6, fields.traceId());
  }

  private void optional(OptionalFields fields) {
    id(7, fields.parentEventId());
    text(8, fields.toolName());
    time(9, fields.endedAt());
    text(10, fields.status() == null ? null : fields.status().text());
    number(11, fields.schemaVersion());
    number(12, fields.importanceHint());
    text(13, fields.subjectId());
  }

  private void content(EventContent content) {
    text(14, content.payloadRef());
    field(15, content.payload());
    for (Map.Entry<String, String> attribute : content.attributes().entrySet()) {
      text(16, attribute.getKey());
      text(17, attribute.getValue());
    }
  }

  private void id(int tag, @Nullable EventId id) {
    if (id != null) {
      head(tag, 16);
      update(scratch.clear().putLong(id.high()).putLong(id.low()));
    }
  }

  private void time(int tag, @Nullable Instant time) {
    if (time != null) {
      head(tag, 8);
      update(scratch.clear().putLong(Micros.of(time)));
    }
  }

  private void number(int tag, @Nullable Short number) {
    if (number != null) {
      head(tag, 2);
      update(scratch.clear().putShort(number));
    }
  }

  private void text(int tag, @Nullable String text) {
    field(tag, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  private void field(int tag, byte @Nullable [] bytes) {
    if (bytes != null) {
      head(tag, bytes.length);
      sha256.update(bytes);
    }
  }

  private void head(int tag, int length) {
    update(scratch.clear().put((byte) tag).putInt(length));
  }

  private void update(ByteBuffer written) {
    sha256.update(written.flip());
  }
}
