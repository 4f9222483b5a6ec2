package io.contextgraph.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Version 2: the key (modified UTF-8), the position (two longs), {@code entriesRead} (long), {@code
 * lostEntries} (long), {@code epoch} (int), {@code stopAt} (one byte that says whether it follows,
 * then two longs), then the history: {@code replicationId} (modified UTF-8), {@code rewoundFrom}
 * (like {@code stopAt}), {@code acknowledged}, {@code trimmedBefore} and {@code skippedUpTo} (two
 * longs each). All numbers are big-endian. Version 1 ends before the history.
 */
enum StreamSplitSerializer implements SimpleVersionedSerializer<StreamSplit> {
  INSTANCE;

  private static final int VERSION = 2;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(StreamSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(split.stream());
    write(split.position(), out);
    out.writeLong(split.entriesRead());
    out.writeLong(split.lostEntries());
    out.writeInt(split.epoch());
    writeOptional(split.stopAt(), out);
    StreamHistory history = split.history();
    out.writeUTF(history.replicationId());
    writeOptional(history.rewoundFrom(), out);
    write(history.acknowledged(), out);
    write(history.trimmedBefore(), out);
    write(history.skippedUpTo(), out);
    return bytes.toByteArray();
  }

  @Override
  public StreamSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version < 1 || version > VERSION) {
      throw new IOException("cannot read a split of version " + version + ", only 1 to " + VERSION);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return new StreamSplit(
        in.readUTF(),
        readPosition(in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        readOptional(in),
        version == 1 ? StreamHistory.UNKNOWN : readHistory(in));
  }

  private static StreamHistory readHistory(DataInputStream in) throws IOException {
    return new StreamHistory(
        in.readUTF(), readOptional(in), readPosition(in), readPosition(in), readPosition(in));
  }

  private static void write(StreamPosition position, DataOutputStream out) throws IOException {
    out.writeLong(position.millis());
    out.writeLong(position.sequence());
  }

  private static void writeOptional(@Nullable StreamPosition position, DataOutputStream out)
      throws IOException {
    out.writeBoolean(position != null);
    if (position != null) {
      write(position, out);
    }
  }

  private static StreamPosition readPosition(DataInputStream in) throws IOException {
    return new StreamPosition(in.readLong(), in.readLong());
  }

  private static @Nullable StreamPosition readOptional(DataInputStream in) throws IOException {
    return in.readBoolean() ? readPosition(in) : null;
  }
}
