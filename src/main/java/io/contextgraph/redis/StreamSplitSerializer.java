package io.contextgraph.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Version 1: the key (modified UTF-8), the position (two longs), {@code entriesRead} (long), {@code
 * lostEntries} (long), {@code epoch} (int), then whether {@code stopAt} follows (one byte) and
 * {@code stopAt} (two longs). All numbers are big-endian.
 */
enum StreamSplitSerializer implements SimpleVersionedSerializer<StreamSplit> {
  INSTANCE;

  private static final int VERSION = 1;

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
    out.writeBoolean(split.stopAt() != null);
    if (split.stopAt() != null) {
      write(split.stopAt(), out);
    }
    return bytes.toByteArray();
  }

  @Override
  public StreamSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("cannot read a split of version " + version + ", only " + VERSION);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return new StreamSplit(
        in.readUTF(),
        readPosition(in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readBoolean() ? readPosition(in) : null);
  }

  private static void write(StreamPosition position, DataOutputStream out) throws IOException {
    out.writeLong(position.millis());
    out.writeLong(position.sequence());
  }

  private static StreamPosition readPosition(DataInputStream in) throws IOException {
    return new StreamPosition(in.readLong(), in.readLong());
  }
}
