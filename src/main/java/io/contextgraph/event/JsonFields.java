package io.contextgraph.event;

import org.jspecify.annotations.Nullable;

/** Reads the fields that contain JSON. Not thread-safe. */
final class JsonFields {
  private final JsonObjectCheck json = new JsonObjectCheck();

  /** The payload as sent, or null if there is none; adds its problems. */
  byte @Nullable [] payload(EntryFields sent, Problems problems) {
    byte[] payload = sent.bytes(FieldName.PAYLOAD);
    if (payload != null) {
      json.check(FieldName.PAYLOAD.toString(), payload, problems);
      if (payload.length > EventLimits.MAX_PAYLOAD_BYTES) {
        problems.add(
            Reason.TOO_LARGE,
            "payload has "
                + payload.length
                + " bytes; the limit is "
                + EventLimits.MAX_PAYLOAD_BYTES);
      }
    }
    return payload;
  }
}
