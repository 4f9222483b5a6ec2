package io.contextgraph.event;

import org.jspecify.annotations.Nullable;

/** Reads the personal data of an entry, plain or sealed. Not thread-safe. */
final class PersonalDataReader {
  private static final int MAX_SEALED_BYTES =
      SealedValue.base64Length(EventLimits.MAX_PERSONAL_DATA_BYTES);

  private final JsonObjectCheck json = new JsonObjectCheck();
  private final PlainPersonalData policy;

  PersonalDataReader(PlainPersonalData policy) {
    this.policy = policy;
  }

  /** The plain personal data, or null if there is none or it is invalid; adds its problems. */
  byte @Nullable [] plain(EntryFields sent, Problems problems) {
    byte[] plain = sent.bytes(FieldName.PERSONAL_DATA);
    if (plain == null) {
      return null;
    }
    json.check(FieldName.PERSONAL_DATA.toString(), plain, problems);
    requireLength(FieldName.PERSONAL_DATA, plain, EventLimits.MAX_PERSONAL_DATA_BYTES, problems);
    requireSubject(FieldName.PERSONAL_DATA, sent, problems);
    if (policy == PlainPersonalData.REFUSE) {
      problems.add(
          Reason.PERSONAL_DATA_NOT_SEALED,
          "personal_data must be sealed by its producer; its value was not kept");
    }
    return plain;
  }

  /** The sealed personal data, or null if there is none or it is invalid; adds its problems. */
  @Nullable SealedValue sealed(EntryFields sent, Problems problems) {
    byte[] sealed = sent.bytes(FieldName.PERSONAL_DATA_SEALED);
    if (sealed == null) {
      return null;
    }
    if (sent.has(FieldName.PERSONAL_DATA)) {
      problems.add(
          Reason.PERSONAL_DATA_NOT_SEALED,
          "personal_data must not stand beside personal_data_sealed; its value was not kept");
    }
    requireLength(FieldName.PERSONAL_DATA_SEALED, sealed, MAX_SEALED_BYTES, problems);
    requireSubject(FieldName.PERSONAL_DATA_SEALED, sent, problems);
    try {
      return SealedValue.parseBase64(sealed);
    } catch (IllegalArgumentException malformed) {
      problems.add(
          Reason.PERSONAL_DATA_NOT_SEALED, "personal_data_sealed: " + malformed.getMessage());
      return null;
    }
  }

  private static void requireLength(FieldName name, byte[] value, int limit, Problems problems) {
    if (value.length > limit) {
      problems.add(
          Reason.TOO_LARGE, name + " has " + value.length + " bytes; the limit is " + limit);
    }
  }

  private static void requireSubject(FieldName name, EntryFields sent, Problems problems) {
    if (!sent.has(FieldName.SUBJECT_ID)) {
      problems.add(Reason.PERSONAL_DATA_WITHOUT_SUBJECT, name + " requires the field subject_id");
    }
  }
}
