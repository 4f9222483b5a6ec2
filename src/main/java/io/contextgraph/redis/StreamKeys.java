package io.contextgraph.redis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes the keys that Redis returns. Accepts keys that are UTF-8 without NUL and within the
 * length limit; logs every other key once. Not thread-safe.
 */
public final class StreamKeys {
  /** The longest key that fits into the serialized form of a split. */
  public static final int MAX_BYTES = 32_768;

  private static final Logger LOG = LoggerFactory.getLogger(StreamKeys.class);

  private final int maxBytes;

  /** Hashes of the keys that were reported, which may be long and many. */
  private final Set<Integer> ignored = new HashSet<>();

  public StreamKeys(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The key as text, or empty if streams with this key are not read. */
  Optional<String> decode(byte[] key) {
    Optional<String> text = key.length <= maxBytes ? text(key) : Optional.empty();
    if (text.isEmpty() && ignored.add(Arrays.hashCode(key))) {
      LOG.warn(
          "Ignoring a stream: its key of {} bytes is longer than {} or is not UTF-8 without NUL",
          key.length,
          maxBytes);
    }
    return text;
  }

  private static Optional<String> text(byte[] key) {
    try {
      return Optional.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString())
          .filter(text -> text.indexOf('\0') < 0);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
