package io.contextgraph.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Version 2: counted names, then the splits' version and counted, sized splits, then whether Redis
 * was looked at; version 1 lacks the last.
 */
enum StreamsEnumeratorStateSerializer implements SimpleVersionedSerializer<StreamsEnumeratorState> {
  INSTANCE;

  private static final int VERSION = 2;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(StreamsEnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(state.discovered().size());
    for (String stream : state.discovered()) {
      out.writeUTF(stream);
    }
    out.writeInt(StreamSplitSerializer.INSTANCE.getVersion());
    out.writeInt(state.unassigned().size());
    for (StreamSplit split : state.unassigned()) {
      byte[] serialized = StreamSplitSerializer.INSTANCE.serialize(split);
      out.writeInt(serialized.length);
      out.write(serialized);
    }
    out.writeBoolean(state.looked());
    return bytes.toByteArray();
  }

  @Override
  public StreamsEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "enumerator state of version " + version + ", known are 1 to " + VERSION);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<String> discovered = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      discovered.add(in.readUTF());
    }
    int splitVersion = in.readInt();
    List<StreamSplit> unassigned = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] split = in.readNBytes(in.readInt());
      unassigned.add(StreamSplitSerializer.INSTANCE.deserialize(splitVersion, split));
    }
    boolean looked = version == 1 ? !discovered.isEmpty() : in.readBoolean();
    return new StreamsEnumeratorState(discovered, unassigned, looked);
  }
}
