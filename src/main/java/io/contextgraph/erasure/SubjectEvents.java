package io.contextgraph.erasure;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.PositionRanges;
import io.contextgraph.ledger.LedgerHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import org.postgresql.PGStatement;

/**
 * Reads what a ledger has about a subject, a page at a time, by the index of the hashed subject.
 *
 * @param ledger used by one thread, with auto-commit on
 */
public record SubjectEvents(Connection ledger) {
  private static final int PAGE = 10_000;

  /** Counts what is left in plain. */
  private static final class Counts {
    private final PositionRanges sealed = new PositionRanges();
    private long events;
    private long attributes;
    private long onBehalfOf;
    private long payload;
    private long payloadRef;

    void add(ResultSet row) throws SQLException {
      events++;
      attributes += row.getBoolean("attributes") ? 1 : 0;
      onBehalfOf += row.getBoolean("on_behalf_of") ? 1 : 0;
      payload += row.getBoolean("payload") ? 1 : 0;
      payloadRef += row.getBoolean("payload_ref") ? 1 : 0;
      if (row.getBoolean("sealed")) {
        sealed.add(row.getLong("global_position"));
      }
    }
  }

  /** Receives a row. */
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Everything up to the present end of the ledger. */
  public SubjectRemains remains(String subject) throws SQLException {
    long head = LedgerHead.read(ledger).position();
    Counts counts = new Counts();
    each(Sql.PAGE_SUBJECT_REMAINS, subject, head, counts::add);
    return new SubjectRemains(
        head,
        counts.sealed.collected(),
        new PlainRemains(
            counts.events,
            counts.attributes,
            counts.onBehalfOf,
            counts.payload,
            counts.payloadRef,
            controlEvents(subject)));
  }

  /** Passes the session and the agent of each of the subject's events to {@code receiver}. */
  public void places(String subject, BiConsumer<String, String> receiver) throws SQLException {
    long head = LedgerHead.read(ledger).position();
    each(
        Sql.PAGE_SUBJECT_PLACES,
        subject,
        head,
        row -> receiver.accept(row.getString("session_id"), row.getString("agent_id")));
  }

  private void each(Sql sql, String subject, long upTo, RowReader reader) throws SQLException {
    long after = 0;
    int rows = PAGE;
    try (PreparedStatement page = ledger.prepareStatement(sql.text())) {
      // A server-side prepared statement may get a generic plan, which does not use the index.
      page.unwrap(PGStatement.class).setPrepareThreshold(0);
      while (rows == PAGE) {
        page.setString(1, subject);
        page.setString(2, subject);
        page.setLong(3, after);
        page.setLong(4, upTo);
        page.setInt(5, PAGE);
        rows = 0;
        try (ResultSet row = page.executeQuery()) {
          while (row.next()) {
            rows++;
            after = row.getLong("global_position");
            reader.read(row);
          }
        }
      }
    }
  }

  private long controlEvents(String subject) throws SQLException {
    try (PreparedStatement count = ledger.prepareStatement(Sql.COUNT_CONTROL_EVENTS.text())) {
      count.setString(1, ControlEvent.SESSION);
      count.setString(2, ControlEvent.STREAM);
      count.setString(3, subject);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
