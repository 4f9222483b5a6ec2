package io.contextgraph.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the entries of one reply within two limits: an entry larger than {@code maxEntryBytes}
 * keeps only its head, also if the overhead of its names and values exceeds {@code maxReadBytes},
 * and once the collected entries reach {@code maxReadBytes}, all further entries of the reply are
 * dropped (at least one is kept). Dropped entries are read again later. The strings of the reply
 * have passed a {@link LongStringFilter} with the limit {@code maxEntryBytes}.
 */
final class EntryCollector {
  /** The memory in bytes that a name or value needs beyond its content; counts as content. */
  static final int FIELD_OVERHEAD = 24;

  private static final int INITIAL_FIELDS = 256;
  private static final byte[] EMPTY = new byte[0];

  private final int maxEntryBytes;
  private final int maxReadBytes;

  /** The names and values that an entry keeps at most, an even number. */
  private final int maxFields;

  private final List<StreamEntry> entries = new ArrayList<>();
  private final Set<String> streams = new LinkedHashSet<>();
  private final Set<String> collectedStreams = new LinkedHashSet<>();
  private long collectedBytes;
  private long receivedBytes;
  private int receivedEntries;
  private boolean truncated;

  private String stream = "";
  private @Nullable StreamPosition id;
  private List<byte[]> fields = new ArrayList<>();
  private List<byte[]> previousFields = List.of();
  private long entryBytes;
  private boolean complete;

  EntryCollector(int maxEntryBytes, int maxReadBytes) {
    this.maxEntryBytes = maxEntryBytes;
    this.maxReadBytes = maxReadBytes;
    this.maxFields = Math.max(INITIAL_FIELDS, maxReadBytes / FIELD_OVERHEAD / 2 * 2);
  }

  /** The entries collected so far, in the order of the reply. */
  List<StreamEntry> entries() {
    return entries;
  }

  /** Whether entries were dropped because the reply exceeded its limit. */
  boolean isTruncated() {
    return truncated;
  }

  /** The streams that had entries, also those whose entries were dropped. */
  Set<String> streams() {
    return streams;
  }

  /** The streams of which entries were collected. */
  Set<String> collectedStreams() {
    return collectedStreams;
  }

  /** The number of entries in the reply, including those dropped. */
  int receivedEntries() {
    return receivedEntries;
  }

  /** The bytes of all names and values in the reply as stored, including those dropped. */
  long receivedBytes() {
    return receivedBytes;
  }

  void beginStream(String key) {
    stream = key;
    streams.add(key);
  }

  void beginEntry(@Nullable ByteBuffer entryId) {
    truncated = truncated || collectedBytes >= maxReadBytes;
    id = entryId == null || truncated ? null : StreamPosition.ofReply(entryId);
    entryBytes = 0;
    complete = true;
  }

  void beginFields(int namesAndValues) {
    fields = truncated ? List.of() : new ArrayList<>(Math.min(namesAndValues, INITIAL_FIELDS));
  }

  /** Adds the next name or value of the entry. */
  void addField(@Nullable ByteBuffer bytes) {
    long size = bytes == null ? 0 : LongStringFilter.lengthOf(bytes, maxEntryBytes);
    receivedBytes += size;
    if (truncated) {
      return;
    }
    long room = maxEntryBytes - entryBytes;
    entryBytes += size;
    if (fields.size() == maxFields) {
      complete = false;
    } else if (size <= room) {
      fields.add(bytes == null ? EMPTY : nameOrCopy(bytes));
    } else {
      if (complete && bytes != null) {
        fields.add(copy(bytes.slice().limit((int) room)));
      }
      complete = false;
    }
  }

  /**
   * Producers usually send the same names in the same order, so a name shares the array of the same
   * name in the previous entry.
   */
  private byte[] nameOrCopy(ByteBuffer bytes) {
    int index = fields.size();
    if (index % 2 == 0 && index < previousFields.size()) {
      byte[] name = previousFields.get(index);
      if (bytes.remaining() == name.length && bytes.equals(ByteBuffer.wrap(name))) {
        return name;
      }
    }
    return copy(bytes);
  }

  void endEntry() {
    receivedEntries++;
    if (id == null) {
      return;
    }
    if (fields.size() % 2 != 0) {
      fields.add(EMPTY);
    }
    collectedBytes += Math.min(entryBytes, maxEntryBytes) + (long) FIELD_OVERHEAD * fields.size();
    collectedStreams.add(stream);
    entries.add(new StreamEntry(stream, id, fields, entryBytes, complete));
    previousFields = fields;
    fields = List.of();
    id = null;
  }

  private static byte[] copy(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return EMPTY;
    }
    byte[] copied = new byte[bytes.remaining()];
    bytes.get(copied);
    return copied;
  }
}
