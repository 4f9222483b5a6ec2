package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Reads the ledger by position and waits for appends. Used by one thread. */
public final class LedgerReader implements AutoCloseable {
  private final Connection connection;
  private boolean listening;

  /**
   * @param connection used only by this reader and closed with it
   */
  public LedgerReader(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SET_READER_TIMEOUT.text());
    }
  }

  /**
   * Returns the ledger's id and its last position. Discards the notifications of earlier appends,
   * which the driver would otherwise collect for as long as no one waits for them.
   */
  public LedgerHead head() throws SQLException {
    connection.unwrap(PGConnection.class).getNotifications();
    return LedgerHead.read(connection);
  }

  /** Returns the id of the event at each of the positions that the ledger has assigned. */
  public Map<Long, EventId> eventIds(Collection<Long> positions) throws SQLException {
    return RecordedIds.at(positions, connection);
  }

  /** Returns the events after one position up to and including another, by position. */
  public List<EventSummary> events(long after, long upTo) throws SQLException {
    PageTimes times = PageTimes.read(connection, after, upTo);
    if (times == null) {
      return List.of();
    }
    List<EventSummary> events = new ArrayList<>();
    try (PreparedStatement page = connection.prepareStatement(Sql.READ_EVENTS.text())) {
      page.setLong(1, after);
      page.setLong(2, upTo);
      page.setObject(3, times.earliest());
      page.setObject(4, times.latest());
      try (ResultSet rows = page.executeQuery()) {
        while (rows.next()) {
          events.add(EventSummaryRow.read(rows));
        }
      }
    }
    return events;
  }

  /**
   * Returns the events after one position up to and including another as one slice for each
   * partition.
   *
   * @param head the ledger that {@code upTo} was taken from
   */
  public List<Slice> slices(LedgerHead head, long after, long upTo, int partitions)
      throws SQLException {
    List<EventSummary> events = events(after, upTo);
    return Slice.cut(head.ledgerId(), after, upTo, idAt(upTo, events), events, partitions);
  }

  /** The id of the event at a position, which is usually the last one of a page. */
  private @Nullable EventId idAt(long position, List<EventSummary> page) throws SQLException {
    if (!page.isEmpty() && page.get(page.size() - 1).globalPosition() == position) {
      return page.get(page.size() - 1).eventId();
    }
    return RecordedIds.at(position, connection);
  }

  /**
   * Waits for a notification of an append, at most {@code millis} milliseconds. The first call
   * starts listening and returns immediately, because an append may have been committed before.
   */
  void awaitAppend(int millis) throws SQLException {
    if (listening) {
      connection.unwrap(PGConnection.class).getNotifications(millis);
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.LISTEN_FOR_APPENDS.text());
    }
    listening = true;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
