package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Event ids as keys of state, version 1: 16 bytes. */
public enum EventIdFormat implements BinaryFormat<EventId> {
  EVENT_ID_V1;

  @Override
  public Class<EventId> type() {
    return EventId.class;
  }

  @Override
  public void write(EventId id, DataOutput out) throws IOException {
    out.writeLong(id.high());
    out.writeLong(id.low());
  }

  @Override
  public EventId read(DataInput in) throws IOException {
    return new EventId(in.readLong(), in.readLong());
  }
}
