package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Stream entries as sent between operators, version 1. */
public enum RawEntryFormat implements BinaryFormat<RawEntry> {
  RAW_ENTRY_V1;

  @Override
  public Class<RawEntry> type() {
    return RawEntry.class;
  }

  @Override
  public void write(RawEntry entry, DataOutput out) throws IOException {
    Binary.writeText(entry.stream(), out);
    Binary.writeText(entry.entryId(), out);
    out.writeLong(entry.size());
    out.writeBoolean(entry.complete());
    out.writeInt(entry.fields().size());
    for (byte[] bytes : entry.fields()) {
      Binary.writeBytes(bytes, out);
    }
  }

  @Override
  public RawEntry read(DataInput in) throws IOException {
    String stream = Binary.readRequiredText(in);
    String entryId = Binary.readRequiredText(in);
    long size = in.readLong();
    boolean complete = in.readBoolean();
    int count = in.readInt();
    List<byte[]> fields = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      fields.add(Binary.readRequiredBytes(in));
    }
    return new RawEntry(stream, entryId, fields, size, complete);
  }
}
