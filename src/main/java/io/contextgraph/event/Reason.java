package io.contextgraph.event;

/**
 * Why an entry became a dead letter. If several reasons apply, the one declared first is reported.
 * The names are a contract: the column {@code ledger.dead_letter.reason} contains them.
 */
public enum Reason {
  MISSING_FIELD,
  INVALID_UUID,
  INVALID_TIMESTAMP,
  TIMESTAMP_OUT_OF_RANGE,
  INVALID_EVENT_TYPE,
  INVALID_STATUS,
  INVALID_NUMBER,
  INVALID_LENGTH,
  INVALID_JSON,
  DUPLICATE_KEY,
  NUL_CHARACTER,
  INVALID_UTF8,
  TOO_LARGE,
  TOO_DEEP,
  SELF_PARENT,
  ENDS_BEFORE_START,
  ID_CONFLICT,
  PERSONAL_DATA_WITHOUT_SUBJECT,
  SUBJECT_ERASED,
  PERSONAL_DATA_NOT_SEALED,
  REPEATED_FIELD,
  INVALID_SURROGATE
}
