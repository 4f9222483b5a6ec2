package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Slices of the ledger as sent between operators. */
public enum SliceFormat implements BinaryFormat<Slice> {
  /** Without the id of the event at the end of the range. */
  SLICE_V1,
  /** The id of the event at the end of the range follows the end. */
  SLICE_V2;

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
    if (this == SLICE_V2) {
      Binary.writeId(slice.upToId(), out);
    }
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
    EventId upToId = this == SLICE_V2 ? Binary.readId(in) : null;
    return new Slice(ledgerId, partition, after, upTo, upToId, readEvents(in));
  }

  private static List<EventSummary> readEvents(DataInput in) throws IOException {
    int count = in.readInt();
    List<EventSummary> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(readEvent(in));
    }
    return events;
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
