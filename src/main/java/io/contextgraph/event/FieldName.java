package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of a stream entry. Fields of any other name become attributes. */
public enum FieldName {
  EVENT_ID,
  EVENT_TYPE,
  OCCURRED_AT,
  SESSION_ID,
  AGENT_ID,
  TRACE_ID,
  PARENT_EVENT_ID,
  TOOL_NAME,
  ENDED_AT,
  STATUS,
  SCHEMA_VERSION,
  IMPORTANCE_HINT,
  SUBJECT_ID,
  PAYLOAD_REF,
  PAYLOAD,
  PERSONAL_DATA,
  /** {@link #PERSONAL_DATA} that its producer has sealed; see {@link SealedValue}. */
  PERSONAL_DATA_SEALED,
  /** Marks a replayed dead letter with that letter's number; never an attribute. */
  CONTEXT_GRAPH_REPLAY_OF;

  private static final FieldName[][] BY_LENGTH = byLength();

  private final byte[] bytes = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

  private static FieldName[][] byLength() {
    FieldName[][] byLength = new FieldName[32][0];
    for (FieldName field : values()) {
      FieldName[] before = byLength[field.bytes.length];
      FieldName[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = field;
      byLength[field.bytes.length] = after;
    }
    return byLength;
  }

  /** The field of that name, or null. Compares bytes, since this is called for every field. */
  public static @Nullable FieldName of(byte[] name) {
    if (name.length < BY_LENGTH.length) {
      for (FieldName candidate : BY_LENGTH[name.length]) {
        if (candidate.is(name)) {
          return candidate;
        }
      }
    }
    return null;
  }

  /** Whether these bytes are the name. */
  public boolean is(byte[] name) {
    return Arrays.equals(name, bytes);
  }

  /** A copy of the name's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The name as in the stream. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
