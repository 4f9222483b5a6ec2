package io.contextgraph.ledger;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in Postgres. A batch whose outcome is unknown is simply run again: the ledger knows
 * every id it recorded. A batch with a row that Postgres refuses is halved, in order, until that
 * row is alone and becomes a dead letter.
 */
public final class PostgresLedger implements Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLedger.class);

  /** A stopped process would otherwise hold the head's lock for ever. */
  private static final List<String> SESSION =
      List.of(
          "SET idle_in_transaction_session_timeout = '5s'",
          "SET statement_timeout = '30s'",
          "SET lock_timeout = '10s'");

  /**
   * While Postgres waits for the rows of a COPY, none of its timeouts ends the session: a writer
   * stopped just there keeps the head's lock. Nobody else of this role works for so long.
   */
  private static final String END_STUCK_WRITERS =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
          + " WHERE usename = current_user AND datname = current_database()"
          + " AND pid <> pg_backend_pid() AND xact_start < clock_timestamp() - interval '15 s'";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final PostgresConnections connections;
  private final RetryPolicy<AppendResult> retry;
  private final CopyBuffer buffer = new CopyBuffer();
  private final Set<YearMonth> partitions = new HashSet<>();
  private LedgerMark mark;
  private @Nullable Connection connection;

  /**
   * @param mark what is known of the ledger from an earlier run
   * @param retries how often a server's failure is retried before it is thrown
   */
  public PostgresLedger(PostgresConnections connections, LedgerMark mark, int retries) {
    this.connections = connections;
    this.mark = mark;
    this.retry =
        RetryPolicy.<AppendResult>builder()
            .handleIf(e -> e instanceof SQLException sql && SqlFault.of(sql) == SqlFault.SERVER)
            .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(10))
            .withJitter(0.2)
            .withMaxRetries(retries)
            .onRetry(
                attempt ->
                    LOG.warn(
                        "Appending after position {} failed, trying again: {}",
                        this.mark.position(),
                        String.valueOf(attempt.getLastException())))
            .build();
  }

  @Override
  public AppendResult append(List<Event> events) throws SQLException {
    AppendResult result;
    try {
      result =
          retried(
              () ->
                  attempt(
                      () -> {
                        ensurePartitions(events);
                        return new AppendTransaction(connected(), buffer).run(events, mark);
                      }));
    } catch (SQLException e) {
      if (events.isEmpty() || SqlFault.of(e) != SqlFault.DATA) {
        throw e;
      }
      result = events.size() == 1 ? reject(events.get(0), e) : halves(events);
    }
    mark = result.head();
    return result;
  }

  private AppendResult retried(CheckedSupplier<AppendResult> action) throws SQLException {
    try {
      return Failsafe.with(retry).get(action);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw e;
    }
  }

  private AppendResult halves(List<Event> events) throws SQLException {
    int middle = events.size() / 2;
    AppendResult first = append(events.subList(0, middle));
    return first.plus(append(events.subList(middle, events.size())));
  }

  private AppendResult reject(Event event, SQLException refusal) throws SQLException {
    LOG.warn("Postgres refuses event {}: SQLSTATE {}", event.eventId(), refusal.getSQLState());
    DeadLetter letter =
        event.toDeadLetter(
            SqlFault.reason(refusal),
            "Postgres refuses the event with SQLSTATE " + refusal.getSQLState());
    return retried(
        () ->
            attempt(
                () -> {
                  new AppendTransaction(connected(), buffer).writeDeadLetters(List.of(letter));
                  return new AppendResult(mark, 0, 0, List.of(letter));
                }));
  }

  private interface Attempt {
    AppendResult run() throws SQLException;
  }

  private AppendResult attempt(Attempt attempt) throws SQLException {
    try {
      return attempt.run();
    } catch (SQLException e) {
      if (SqlFault.of(e) != SqlFault.DATA) {
        disconnect();
      }
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        endStuckWriters();
      }
      throw e;
    }
  }

  private void endStuckWriters() throws SQLException {
    Connection open = connected();
    try (Statement statement = open.createStatement();
        ResultSet ended = statement.executeQuery(END_STUCK_WRITERS)) {
      if (ended.next() && ended.getLong(1) > 0) {
        LOG.warn("Ended {} sessions that held the ledger's head for too long", ended.getLong(1));
      }
    }
    open.commit();
  }

  /** Outside the append, so that making one never waits behind the head's lock or holds it. */
  private void ensurePartitions(List<Event> events) throws SQLException {
    for (Event event : events) {
      Instant at = event.occurredAt();
      YearMonth month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
      if (!partitions.contains(month)) {
        try (PreparedStatement ensure =
            connected().prepareStatement("SELECT ledger.ensure_partition(?)")) {
          ensure.setObject(1, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
          ensure.execute();
        }
        connected().commit();
        partitions.add(month);
      }
    }
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connections.openDurable();
      connection = open;
      prepare(open);
      partitions.clear();
    }
    return open;
  }

  private static void prepare(Connection open) throws SQLException {
    open.setAutoCommit(true);
    try (Statement statement = open.createStatement()) {
      for (String setting : SESSION) {
        statement.execute(setting);
      }
    }
    open.setAutoCommit(false);
  }

  private void disconnect() {
    Connection broken = connection;
    connection = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (SQLException e) {
        LOG.debug("Closing a broken connection failed", e);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
