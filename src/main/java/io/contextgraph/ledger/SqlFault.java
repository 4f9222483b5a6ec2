package io.contextgraph.ledger;

import io.contextgraph.event.Reason;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Whose fault a failed append is, by SQLSTATE (Postgres documentation, appendix A). What is not
 * listed fails the task: an unknown error is never taken for bad data.
 */
enum SqlFault {
  /** A row holds a value that Postgres refuses. */
  DATA,
  /** The server or the way to it; the same batch may be tried again. */
  SERVER,
  /** Anything else: a bug, a wrong schema, a missing partition, a wrong password. */
  FATAL;

  static SqlFault of(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("22") || state.equals("23502")) {
      return DATA;
    }
    if (state.equals("23514")) {
      return namedCheck(e) == null ? FATAL : DATA;
    }
    if (state.length() < 2) {
      return FATAL;
    }
    return switch (state.substring(0, 2)) {
      case "08", "25", "40", "53", "55", "57", "58" -> SERVER;
      default -> FATAL;
    };
  }

  /** Which reason a refused row gets. */
  static Reason reason(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String check = namedCheck(e);
    if (check != null) {
      return reasonOfCheck(check);
    }
    return switch (state) {
      case "23502" -> Reason.MISSING_FIELD;
      case "22021" -> Reason.INVALID_UTF8;
      case "22P05" -> Reason.NUL_CHARACTER;
      case "22008", "22007" -> Reason.TIMESTAMP_OUT_OF_RANGE;
      case "22001" -> Reason.INVALID_LENGTH;
      case "22003" -> Reason.INVALID_NUMBER;
      default -> Reason.INVALID_JSON;
    };
  }

  private static Reason reasonOfCheck(String check) {
    return switch (check) {
      case "event_event_type_check" -> Reason.INVALID_EVENT_TYPE;
      case "event_status_check" -> Reason.INVALID_STATUS;
      case "event_parent_event_id_check" -> Reason.SELF_PARENT;
      case "event_ended_at_check" -> Reason.ENDS_BEFORE_START;
      case "event_schema_version_check", "event_importance_hint_check" -> Reason.INVALID_NUMBER;
      default -> Reason.INVALID_LENGTH;
    };
  }

  /** A row without a partition also gives 23514, but names no constraint. */
  private static @Nullable String namedCheck(SQLException e) {
    ServerErrorMessage message =
        e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    String constraint = message == null ? null : message.getConstraint();
    return constraint != null && constraint.startsWith("event_") ? constraint : null;
  }
}
