package io.contextgraph.retention;

import io.contextgraph.server.StatementResource;
import java.time.Instant;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name; read once. */
enum Sql {
  COUNT_MONTH,
  DROP_ARCHIVED,
  ENSURE_PARTITION,
  FIND_COVERING_CHECKPOINT,
  FIND_HELD_AGENT,
  FIND_HELD_SESSION,
  FIND_HELD_SUBJECT,
  FIND_LATER_HOLD,
  FIND_ROW,
  LIMIT_LOCKS,
  LIST_MONTHS,
  PAGE_HOLD_CHANGES,
  PAUSE,
  READ_CHECKPOINT_END,
  READ_MONTH_ENDS,
  READ_MONTH_TYPES,
  READ_PREDECESSORS,
  SET_OPTIONS,
  TRY_LOCK;

  /** The events that stay in the ledger, as in V023 and in ledger.audit. */
  private static final String CONTROL =
      "session_id = 'ledger:control' AND stream = 'ledger:control'"
          + " AND event_type ~ '^(audit|privacy|retention)\\.'";

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }

  /**
   * The statement about a month. Its times are constants, so that the planner sees the partition.
   */
  String of(Month month) {
    return text.replace(":lower", time(month.lower()))
        .replace(":upper", time(month.upper()))
        .replace(":control", CONTROL);
  }

  /** What selects the events of a month, without its control events. */
  static String within(Month month) {
    return "occurred_at >= "
        + time(month.lower())
        + " AND occurred_at < "
        + time(month.upper())
        + " AND NOT ("
        + CONTROL
        + ")";
  }

  private static String time(Instant time) {
    return "timestamptz '" + time + "'";
  }
}
