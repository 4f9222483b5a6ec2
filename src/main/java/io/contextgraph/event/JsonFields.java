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

  void checkPersonalData(EntryFields sent, Problems problems) {
    if (sent.has(FieldName.PERSONAL_DATA_SEALED)) {
      problems.add(
          Reason.PERSONAL_DATA_NOT_SEALED,
          "personal_data_sealed is reserved for data that this system has sealed");
    }
    byte[] personalData = sent.bytes(FieldName.PERSONAL_DATA);
    if (personalData != null) {
      checkPlain(personalData, sent, problems);
    }
  }

  private void checkPlain(byte[] personalData, EntryFields sent, Problems problems) {
    json.check(FieldName.PERSONAL_DATA.toString(), personalData, problems);
    if (!sent.has(FieldName.SUBJECT_ID)) {
      problems.add(
          Reason.PERSONAL_DATA_WITHOUT_SUBJECT, "personal_data requires the field subject_id");
    }
    problems.add(
        Reason.PERSONAL_DATA_NOT_SEALED,
        "this version cannot seal personal_data; its value was not kept");
  }
}
