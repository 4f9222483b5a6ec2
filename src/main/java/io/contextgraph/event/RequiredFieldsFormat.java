package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The required fields as version 1 of {@link EventFormat} and {@link SliceFormat} write them. */
final class RequiredFieldsFormat {
  private RequiredFieldsFormat() {}

  static void write(RequiredFields fields, DataOutput out) throws IOException {
    Binary.writeId(fields.eventId(), out);
    Binary.writeText(fields.eventType(), out);
    Binary.writeTime(fields.occurredAt(), out);
    Binary.writeText(fields.sessionId(), out);
    Binary.writeText(fields.agentId(), out);
    Binary.writeText(fields.traceId(), out);
  }

  static RequiredFields read(DataInput in) throws IOException {
    return new RequiredFields(
        Binary.required(Binary.readId(in)),
        Binary.readRequiredText(in),
        Binary.required(Binary.readTime(in)),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in));
  }
}
