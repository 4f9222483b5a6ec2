package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Events as sent between operators. */
public enum EventFormat implements BinaryFormat<Event> {
  /** Without personal data. */
  EVENT_V1,
  /** Ends with the sealed personal data. */
  EVENT_V2;

  @Override
  public Class<Event> type() {
    return Event.class;
  }

  @Override
  public void write(Event event, DataOutput out) throws IOException {
    RequiredFieldsFormat.write(event.required(), out);
    writeOptional(event.optional(), out);
    writeContent(event.content(), out);
    Binary.writeBytes(event.contentHash(), out);
    writeOrigin(event.origin(), out);
    if (this != EVENT_V1) {
      SealedValue sealed = event.personalData();
      Binary.writeBytes(sealed == null ? null : sealed.toBytes(), out);
    }
  }

  @Override
  public Event read(DataInput in) throws IOException {
    RequiredFields required = RequiredFieldsFormat.read(in);
    OptionalFields optional = readOptional(in);
    EventContent content = readContent(in);
    byte[] contentHash = Binary.readRequiredBytes(in);
    EventOrigin origin = readOrigin(in);
    byte[] sealed = this == EVENT_V1 ? null : Binary.readBytes(in);
    SealedValue personalData = sealed == null ? null : SealedValue.parse(sealed);
    return new Event(required, optional, content, personalData, contentHash, origin);
  }

  private static void writeOptional(OptionalFields fields, DataOutput out) throws IOException {
    Binary.writeId(fields.parentEventId(), out);
    Binary.writeText(fields.toolName(), out);
    Binary.writeTime(fields.endedAt(), out);
    Binary.writeStatus(fields.status(), out);
    out.writeShort(fields.schemaVersion());
    Binary.writeNumber(fields.importanceHint(), out);
    Binary.writeText(fields.subjectId(), out);
  }

  private static OptionalFields readOptional(DataInput in) throws IOException {
    return new OptionalFields(
        Binary.readId(in),
        Binary.readText(in),
        Binary.readTime(in),
        Binary.readStatus(in),
        in.readShort(),
        Binary.readNumber(in),
        Binary.readText(in));
  }

  private static void writeContent(EventContent content, DataOutput out) throws IOException {
    Binary.writeText(content.payloadRef(), out);
    Binary.writeBytes(content.payload(), out);
    out.writeInt(content.attributes().size());
    for (Map.Entry<String, String> attribute : content.attributes().entrySet()) {
      Binary.writeText(attribute.getKey(), out);
      Binary.writeText(attribute.getValue(), out);
    }
  }

  private static EventContent readContent(DataInput in) throws IOException {
    return new EventContent(Binary.readText(in), Binary.readBytes(in), readAttributes(in));
  }

  private static SortedMap<String, String> readAttributes(DataInput in) throws IOException {
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

  private static void writeOrigin(EventOrigin origin, DataOutput out) throws IOException {
    Binary.writeText(origin.stream(), out);
    Binary.writeText(origin.entryId(), out);
    Binary.writeBytes(origin.fields(), out);
    out.writeBoolean(origin.replayed());
  }

  private static EventOrigin readOrigin(DataInput in) throws IOException {
    return new EventOrigin(
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readRequiredBytes(in),
        in.readBoolean());
  }
}
