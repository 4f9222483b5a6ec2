package io.contextgraph.verify;

/**
 * The columns of {@link Sql#COPY_EVENTS}, in its order. The ordinals of those from the event id to
 * the payload are the tags of their fields in the content hash.
 */
enum EventColumn {
  GLOBAL_POSITION,
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
  ATTRIBUTES,
  PERSONAL_DATA,
  RECORDED_AT,
  CONTENT_HASH,
  STREAM,
  ENTRY_ID,
  /** The oid of the partition that has the row. */
  PARTITION;

  static final int COUNT = values().length;
}
