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
 * Version 2: the number of discovered streams (int) and their keys (modified UTF-8), the version of
 * the splits (int), the number of unassigned splits (int) and each split's length (int) and bytes,
 * then the flag {@code polled} (one byte). Version 1 ends before that flag.
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
    writeSplits(state.unassigned(), out);
    out.writeBoolean(state.polled());
    return bytes.toByteArray();
  }

  private static void writeSplits(List<StreamSplit> splits, DataOutputStream out)
      throws IOException {
    out.writeInt(StreamSplitSerializer.INSTANCE.getVersion());
    out.writeInt(splits.size());
    for (StreamSplit split : splits) {
      byte[] serialized = StreamSplitSerializer.INSTANCE.serialize(split);
      out.writeInt(serialized.length);
      out.write(serialized);
    }
  }

  @Override
  public StreamsEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "cannot read enumerator state of version " + version + ", only 1 to " + VERSION);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<String> discovered = readStreams(in);
    List<StreamSplit> unassigned = readSplits(in);
    // Version 1 has no flag; a job that has discovered a stream has polled Redis.
    boolean polled = version == 1 ? !discovered.isEmpty() : in.readBoolean();
    return new StreamsEnumeratorState(discovered, unassigned, polled);
  }

  private static List<String> readStreams(DataInputStream in) throws IOException {
    List<String> streams = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      streams.add(in.readUTF());
    }
    return streams;
  }

  private static List<StreamSplit> readSplits(DataInputStream in) throws IOException {
    int version = in.readInt();
    List<StreamSplit> splits = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] split = in.readNBytes(in.readInt());
      splits.add(StreamSplitSerializer.INSTANCE.deserialize(version, split));
    }
    return splits;
  }
}
