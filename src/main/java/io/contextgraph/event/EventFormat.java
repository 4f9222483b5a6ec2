package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Events between operators, version 1. */
public enum EventFormat implements BinaryFormat<Event> {
  EVENT_V1;

  @Override
  public Class<Event> type() {
    return Event.class;
  }

  @Override
  public void write(Event event, DataOutput out) throws IOException {
    Binary.writeId(event.eventId(), out);
    Binary.writeText(event.eventType(), out);
    Binary.writeTime(event.occurredAt(), out);
    Binary.writeText(event.sessionId(), out);
    Binary.writeText(event.agentId(), out);
    Binary.writeText(event.traceId(), out);
    Binary.writeId(event.parentEventId(), out);
    Binary.writeText(event.toolName(), out);
    Binary.writeTime(event.endedAt(), out);
    Binary.writeStatus(event.status(), out);
    out.writeShort(event.schemaVersion());
    Binary.writeNumber(event.importanceHint(), out);
    Binary.writeText(event.subjectId(), out);
    Binary.writeText(event.payloadRef(), out);
    Binary.writeBytes(event.payload(), out);
    out.writeInt(event.attributes().size());
    for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
      Binary.writeText(attribute.getKey(), out);
      Binary.writeText(attribute.getValue(), out);
    }
    Binary.writeBytes(event.contentHash(), out);
    Binary.writeText(event.stream(), out);
    Binary.writeText(event.entryId(), out);
    Binary.writeBytes(event.fields(), out);
    out.writeBoolean(event.replayed());
  }

  @Override
  public Event read(DataInput in) throws IOException {
    return new Event(
        Binary.required(Binary.readId(in)),
        Binary.readRequiredText(in),
        Binary.required(Binary.readTime(in)),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readId(in),
        Binary.readText(in),
        Binary.readTime(in),
        Binary.readStatus(in),
        in.readShort(),
        Binary.readNumber(in),
        Binary.readText(in),
        Binary.readText(in),
        Binary.readBytes(in),
        attributes(in),
        Binary.readRequiredBytes(in),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readRequiredBytes(in),
        in.readBoolean());
  }

  private static SortedMap<String, String> attributes(DataInput in) throws IOException {
    int size = in.readInt();
    if (size == 0) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      attributes.put(Binary.readRequiredText(in), Binary.readRequiredText(in));
    }
    return attributes;
  }
}
