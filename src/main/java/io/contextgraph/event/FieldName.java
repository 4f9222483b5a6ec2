package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names of the fields of a stream entry. Any other name is kept among the attributes. */
public final class FieldName {
  public static final String EVENT_ID = "event_id";
  public static final String EVENT_TYPE = "event_type";
  public static final String OCCURRED_AT = "occurred_at";
  public static final String SESSION_ID = "session_id";
  public static final String AGENT_ID = "agent_id";
  public static final String TRACE_ID = "trace_id";
  public static final String PARENT_EVENT_ID = "parent_event_id";
  public static final String TOOL_NAME = "tool_name";
  public static final String ENDED_AT = "ended_at";
  public static final String STATUS = "status";
  public static final String SCHEMA_VERSION = "schema_version";
  public static final String IMPORTANCE_HINT = "importance_hint";
  public static final String SUBJECT_ID = "subject_id";
  public static final String PAYLOAD_REF = "payload_ref";
  public static final String PAYLOAD = "payload";
  public static final String PERSONAL_DATA = "personal_data";

  /** Reserved for the sealed form of {@link #PERSONAL_DATA}; no producer may send it. */
  public static final String PERSONAL_DATA_SEALED = "personal_data_sealed";

  /** Marks a dead letter put back on its stream with that letter's id; never an attribute. */
  public static final String REPLAY_OF = "context_graph_replay_of";

  private static final byte[] PERSONAL_DATA_BYTES =
      PERSONAL_DATA.getBytes(StandardCharsets.US_ASCII);

  private FieldName() {}

  static boolean isPersonalData(byte[] name) {
    return Arrays.equals(name, PERSONAL_DATA_BYTES);
  }
}
