package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Slices of the ledger as sent between operators, version 1. */
public enum SliceFormat implements BinaryFormat<Slice> {
  SLICE_V1;

  @Override
  public Class<Slice> type() {
    return Slice.class;
  }

  @Override
  public void write(Slice slice, DataOutput out) throws IOException {
    Binary.writeText(slice.ledgerId(), out);
    out.writeInt(slice.partition());
    out.writeLong(slice.after());
    out.writeLong(slice.upTo());
    out.writeInt(slice.events().size());
    for (EventSummary event : slice.events()) {
      write(event, out);
    }
  }

  @Override
  public Slice read(DataInput in) throws IOException {
    String ledgerId = Binary.readRequiredText(in);
    int partition = in.readInt();
    long after = in.readLong();
    long upTo = in.readLong();
    int count = in.readInt();
    List<EventSummary> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(readEvent(in));
    }
    return new Slice(ledgerId, partition, after, upTo, events);
  }

  private static void write(EventSummary event, DataOutput out) throws IOException {
    out.writeLong(event.globalPosition());
    RequiredFieldsFormat.write(event.required(), out);
    Binary.writeId(event.parentEventId(), out);
    Binary.writeText(event.toolName(), out);
    Binary.writeTime(event.endedAt(), out);
    Binary.writeStatus(event.status(), out);
    Binary.writeNumber(event.importanceHint(), out);
    Binary.writeText(event.payloadRef(), out);
  }

  private static EventSummary readEvent(DataInput in) throws IOException {
    return new EventSummary(
        in.readLong(),
        RequiredFieldsFormat.read(in),
        Binary.readId(in),
        Binary.readText(in),
        Binary.readTime(in),
        Binary.readStatus(in),
        Binary.readNumber(in),
        Binary.readText(in));
  }
}
