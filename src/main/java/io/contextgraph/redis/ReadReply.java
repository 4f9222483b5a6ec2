package io.contextgraph.redis;

import io.contextgraph.event.RawEntry;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the reply of XREAD (RESP2) apart as it arrives, and keeps it within bounds: of an entry
 * beyond its limit only the head is kept, and of a reply beyond its limit only the first entries,
 * at least one. What is left out is read again. Keeps repeated fields, which a map would lose.
 */
final class ReadReply extends CommandOutput<byte[], byte[], List<RawEntry>> {
  /** Arrays within arrays: streams, stream, entries, entry, fields. */
  private static final int STREAM = 1;

  private static final int ENTRY = 3;
  private static final int FIELDS = 4;

  private final int maxEntryBytes;
  private final int maxReadBytes;
  private final int[] left = new int[8];
  private int depth;
  private String stream = "";
  private @Nullable String entryId;
  private List<byte[]> fields = new ArrayList<>();
  private List<byte[]> before = new ArrayList<>();
  private long entryBytes;
  private long readBytes;
  private boolean complete;
  private boolean cut;
  private long largest;

  ReadReply(int maxEntryBytes, int maxReadBytes) {
    super(ByteArrayCodec.INSTANCE, new ArrayList<>());
    this.maxEntryBytes = maxEntryBytes;
    this.maxReadBytes = maxReadBytes;
  }

  /** Whether the reply held more entries than were kept. */
  boolean isCut() {
    return cut;
  }

  /** Bytes of its largest entry. */
  long largestEntry() {
    return largest;
  }

  @Override
  public void multi(int count) {
    if (count <= 0) {
      if (depth > 0) {
        elementDone();
      }
      return;
    }
    left[depth++] = count;
    if (depth - 1 == FIELDS) {
      fields = new ArrayList<>(count);
    }
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    if (depth == 0) {
      return;
    }
    int level = depth - 1;
    if (level == STREAM) {
      stream = RedisSession.text(copy(bytes));
    } else if (level == ENTRY) {
      entryId = RedisSession.text(copy(bytes));
      entryBytes = 0;
      complete = true;
      cut = cut || readBytes >= maxReadBytes;
    } else if (level == FIELDS) {
      field(bytes);
    }
    elementDone();
  }

  private void field(@Nullable ByteBuffer bytes) {
    int size = bytes == null ? 0 : bytes.remaining();
    entryBytes += size;
    if (cut) {
      return;
    }
    if (entryBytes > maxEntryBytes) {
      int room = (int) Math.max(0, maxEntryBytes - (entryBytes - size));
      if (complete && bytes != null) {
        fields.add(copy(bytes.slice().limit(Math.min(room, size))));
      }
      complete = false;
    } else {
      fields.add(nameAsBefore(bytes));
    }
  }

  /** Producers send the same names in the same order, so most names need no array of their own. */
  private byte[] nameAsBefore(@Nullable ByteBuffer bytes) {
    int place = fields.size();
    if (bytes != null && place % 2 == 0 && place < before.size()) {
      byte[] name = before.get(place);
      if (bytes.remaining() == name.length && bytes.equals(ByteBuffer.wrap(name))) {
        return name;
      }
    }
    return copy(bytes);
  }

  private void elementDone() {
    while (depth > 0 && --left[depth - 1] == 0) {
      depth--;
      if (depth == ENTRY) {
        // The end of the array at level ENTRY is the end of one entry.
        entryDone();
      }
    }
  }

  private void entryDone() {
    String id = entryId;
    if (id == null || cut) {
      return;
    }
    if (fields.size() % 2 != 0) {
      fields.add(new byte[0]);
    }
    largest = Math.max(largest, entryBytes);
    readBytes += Math.min(entryBytes, maxEntryBytes);
    output.add(new RawEntry(stream, id, fields, entryBytes, complete));
    before = fields;
    fields = new ArrayList<>();
    entryId = null;
  }

  private static byte[] copy(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      return new byte[0];
    }
    byte[] copied = new byte[bytes.remaining()];
    bytes.get(copied);
    return copied;
  }
}
