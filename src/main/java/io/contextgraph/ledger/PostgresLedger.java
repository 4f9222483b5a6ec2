package io.contextgraph.ledger;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Event;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in Postgres. If the outcome of an append is unknown, the same batch is appended again:
 * the ledger detects every id that it already recorded. An event that Postgres refuses becomes a
 * dead letter; see {@link Bisection}.
 */
public final class PostgresLedger implements Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLedger.class);
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final PostgresConnections connections;
  private final RetryPolicy<AppendResult> retry;
  private final CopyBuffer buffer = new CopyBuffer();
  private LedgerMark mark;
  private @Nullable WriterSession session;

  /**
   * @param mark the last position of the ledger that an earlier run saw
   * @param retries how often a server failure is retried before it is thrown
   */
  public PostgresLedger(PostgresConnections connections, LedgerMark mark, int retries) {
    this.connections = connections;
    this.mark = mark;
    this.retry = retryPolicy(retries);
  }

  private RetryPolicy<AppendResult> retryPolicy(int retries) {
    return RetryPolicy.<AppendResult>builder()
        .handleIf(e -> e instanceof SQLException sql && SqlFault.of(sql) == SqlFault.SERVER)
        .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(10))
        .withJitter(0.2)
        .withMaxRetries(retries)
        .onRetry(
            attempt ->
                LOG.warn(
                    "Appending after position {} failed, retrying: {}",
                    mark.position(),
                    String.valueOf(attempt.getLastException())))
        .build();
  }

  @Override
  public AppendResult append(List<Event> events) throws SQLException {
    return new Bisection(this::appendWhole, this::reject).run(events);
  }

  private AppendResult appendWhole(List<Event> events) throws SQLException {
    AppendResult result = retried(open -> open.append(events, mark));
    mark = result.mark();
    return result;
  }

  private AppendResult reject(Event event, SQLException refusal) throws SQLException {
    LOG.warn("Postgres refuses event {}: SQLSTATE {}", event.eventId(), refusal.getSQLState());
    DeadLetter letter =
        event.toDeadLetter(
            SqlFault.reason(refusal),
            "Postgres refuses the event with SQLSTATE " + refusal.getSQLState());
    return retried(
        open -> {
          open.writeDeadLetters(List.of(letter));
          return new AppendResult(mark, 0, 0, List.of(letter));
        });
  }

  private interface Attempt {
    AppendResult with(WriterSession session) throws SQLException;
  }

  private AppendResult retried(Attempt attempt) throws SQLException {
    try {
      return Failsafe.with(retry).get(() -> once(attempt));
    } catch (FailsafeException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw e;
    }
  }

  private AppendResult once(Attempt attempt) throws SQLException {
    try {
      return attempt.with(session());
    } catch (SQLException e) {
      if (SqlFault.of(e) != SqlFault.DATA) {
        disconnect();
      }
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        session().endStuckWriters();
      }
      throw e;
    }
  }

  private WriterSession session() throws SQLException {
    WriterSession open = session;
    if (open == null) {
      open = WriterSession.open(connections, buffer);
      session = open;
    }
    return open;
  }

  private void disconnect() {
    try {
      close();
    } catch (SQLException e) {
      LOG.debug("Closing a broken connection failed", e);
    }
  }

  @Override
  public void close() throws SQLException {
    WriterSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
