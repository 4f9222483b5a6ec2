package io.contextgraph.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the fields in their order; {@code stopAt} behind a flag. */
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
    out.writeLong(split.lost());
    out.writeInt(split.history());
    out.writeBoolean(split.stopAt() != null);
    if (split.stopAt() != null) {
      write(split.stopAt(), out);
    }
    return bytes.toByteArray();
  }

  @Override
  public StreamSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("stream split of version " + version + ", known is " + VERSION);
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
