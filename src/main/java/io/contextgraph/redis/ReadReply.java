package io.contextgraph.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the reply of XREAD (RESP2) as it arrives. The reply is an array of streams: {@code [[key,
 * [[id, [name, value, …]], …]], …]}. Lettuce passes the size of each array, then its strings; the
 * level of the innermost open array determines what a string means.
 */
final class ReadReply extends CommandOutput<byte[], byte[], List<StreamEntry>> {

  /** The nested arrays of a reply, outermost first. */
  private enum Level {
    STREAMS,
    STREAM,
    ENTRIES,
    ENTRY,
    FIELDS
  }

  private static final Level[] LEVELS = Level.values();

  private final EntryCollector entries;

  /** The number of elements still to come in each open array. */
  private final int[] remaining = new int[LEVELS.length];

  private int openArrays;

  ReadReply(EntryCollector entries) {
    super(ByteArrayCodec.INSTANCE, entries.entries());
    this.entries = entries;
  }

  /** Begins an array; nil arrives as a negative size. */
  @Override
  public void multi(int size) {
    if (size > 0) {
      remaining[openArrays++] = size;
      if (innermost() == Level.FIELDS) {
        entries.beginFields(size);
      }
    } else if (openArrays > 0) {
      elementComplete();
    }
  }

  /** A string, or nil. The whole reply is nil if no entry arrived in time. */
  @Override
  public void set(@Nullable ByteBuffer text) {
    if (openArrays == 0) {
      return;
    }
    switch (innermost()) {
      case STREAM -> entries.beginStream(utf8(text));
      case ENTRY -> entries.beginEntry(text);
      case FIELDS -> entries.addField(text);
      default -> {}
    }
    elementComplete();
  }

  private Level innermost() {
    return LEVELS[openArrays - 1];
  }

  /** Closes the arrays whose last element is now complete. */
  private void elementComplete() {
    while (openArrays > 0 && --remaining[openArrays - 1] == 0) {
      if (innermost() == Level.ENTRY) {
        entries.endEntry();
      }
      openArrays--;
    }
  }

  private static String utf8(@Nullable ByteBuffer text) {
    return text == null ? "" : StandardCharsets.UTF_8.decode(text).toString();
  }
}
