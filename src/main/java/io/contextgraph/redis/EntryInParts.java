package io.contextgraph.redis;

import io.lettuce.core.protocol.CommandType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads one entry in parts with a script. Redis closes the connection of a client whose reply
 * exceeds client-output-buffer-limit, so XREAD cannot read an entry beyond that limit.
 */
final class EntryInParts {
  private static final int PART_BYTES = 64 << 10;
  private static final byte[] EMPTY = new byte[0];

  private final RedisConnection connection;
  private final int maxEntryBytes;

  EntryInParts(RedisConnection connection, int maxEntryBytes) {
    this.connection = connection;
    this.maxEntryBytes = maxEntryBytes;
  }

  /** A part of an entry; {@code lengths} are those of the first names and values. */
  record Part(StreamPosition id, long size, List<Integer> lengths, byte[] bytes) {
    static Optional<Part> ofReply(List<Object> reply) {
      if (reply.size() == 4
          && reply.get(0) instanceof byte[] id
          && reply.get(1) instanceof Long size
          && reply.get(2) instanceof List<?> lengths
          && reply.get(3) instanceof byte[] bytes) {
        List<Integer> numbers = lengths.stream().map(it -> ((Long) it).intValue()).toList();
        return Optional.of(
            new Part(StreamPosition.ofReply(ByteBuffer.wrap(id)), size, numbers, bytes));
      }
      return Optional.empty();
    }
  }

  /**
   * The first entry after a position, or its head if it is larger than {@code maxEntryBytes} or has
   * more than 1,000 names and values; empty if there is none.
   *
   * @throws io.lettuce.core.RedisCommandExecutionException if the user may not run scripts
   */
  Optional<StreamEntry> after(String stream, StreamPosition position) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Optional<Part> first = part(stream, position, 0);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Optional<Part> next = first;
    while (next.isPresent() && next.get().id().equals(first.get().id())) {
      content.writeBytes(next.get().bytes());
      if (content.size() >= Math.min(maxEntryBytes, first.get().size())) {
        return Optional.of(entry(stream, first.get(), content.toByteArray()));
      }
      next = part(stream, position, content.size());
    }
    // The entry was removed meanwhile.
    return Optional.empty();
  }

  /** The id of the first entry after a position; empty if there is none. */
  Optional<StreamPosition> idAfter(String stream, StreamPosition position) {
    return part(stream, position, 0).map(Part::id);
  }

  private Optional<Part> part(String stream, StreamPosition position, int offset) {
    int length = Math.min(PART_BYTES, maxEntryBytes - offset);
    return Part.ofReply(
        connection.call(
            CommandType.EVAL_RO,
            new InfoOutput(),
            Script.READ_ENTRY.args(stream, position, offset, length)));
  }

  /** Pure. */
  static StreamEntry entry(String stream, Part described, byte[] content) {
    List<byte[]> fields = new ArrayList<>();
    int offset = 0;
    for (int length : described.lengths()) {
      int end = Math.min(content.length, offset + length);
      fields.add(Arrays.copyOfRange(content, Math.min(offset, end), end));
      offset += length;
      if (offset > content.length) {
        break;
      }
    }
    if (fields.size() % 2 != 0) {
      fields.add(EMPTY);
    }
    boolean complete = offset == described.size() && content.length == described.size();
    return new StreamEntry(stream, described.id(), fields, described.size(), complete);
  }
}
