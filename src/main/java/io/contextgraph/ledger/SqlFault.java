package io.contextgraph.ledger;

import io.contextgraph.event.Reason;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The cause of a failed statement, by SQLSTATE (Postgres documentation, appendix A). A state that
 * is not listed here is {@link #FATAL}: an unknown error is never attributed to the data.
 */
public enum SqlFault {
  /** A row has a value that Postgres refuses. */
  DATA,
  /** The server or the connection to it; the same batch may be retried. */
  SERVER,
  /** Anything else: a bug, a wrong schema, a missing partition, a wrong password. */
  FATAL;

  /** Class 22, but only the writer of the rows can cause it. */
  private static final String BAD_COPY_FILE_FORMAT = "22P04";

  /** Also the state of a row without a partition, which names no constraint. */
  private static final String CHECK_VIOLATION = "23514";

  private static final Set<String> SERVER_CLASSES =
      Set.of("08", "25", "40", "53", "55", "57", "58");

  public static SqlFault of(SQLException e) {
    String state = state(e);
    if (state.equals(BAD_COPY_FILE_FORMAT)) {
      return FATAL;
    }
    if (state.startsWith("22") || state.equals("23502")) {
      return DATA;
    }
    if (state.equals(CHECK_VIOLATION)) {
      return namedCheck(e) == null ? FATAL : DATA;
    }
    boolean server = state.length() >= 2 && SERVER_CLASSES.contains(state.substring(0, 2));
    return server ? SERVER : FATAL;
  }

  /** Whether a row was refused because no partition is attached for it. */
  static boolean isMissingPartition(SQLException e) {
    return state(e).equals(CHECK_VIOLATION) && constraint(e) == null;
  }

  /** The reason of the dead letter that a refused row becomes. */
  static Reason reason(SQLException e) {
    String check = namedCheck(e);
    return check == null ? reasonOfState(state(e)) : reasonOfCheck(check);
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  private static Reason reasonOfState(String state) {
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

  private static @Nullable String constraint(SQLException e) {
    ServerErrorMessage message =
        e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    return message == null ? null : message.getConstraint();
  }

  /** The violated CHECK of {@code ledger.event}. */
  private static @Nullable String namedCheck(SQLException e) {
    String constraint = constraint(e);
    return constraint != null && constraint.startsWith("event_") ? constraint : null;
  }
}
