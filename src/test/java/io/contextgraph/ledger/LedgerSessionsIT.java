package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.Event;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** What several sessions of one ledger do to each other. */
class LedgerSessionsIT {
  private final String database = TestServers.newLedger();

  private PostgresLedger ledger() {
    return new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3);
  }

  private static Event event(int id) {
    return LedgerBatchTest.event(id, 0);
  }

  /** A number that a writer reads: only a writer sees the queries of other writers. */
  private long writers(String sql) throws SQLException {
    try (Connection connection = TestServers.ledger(database, "ledger_writer").open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Within a COPY, Postgres waits for its client regardless of the session's timeouts. */
  @Test
  void aWriterStuckWithinACopyIsTerminatedByTheNext() throws Exception {
    try (Connection stopped = TestServers.ledger(database, "ledger_writer").open();
        PostgresLedger next = ledger()) {
      stopped.setAutoCommit(false);
      try (Statement lock = stopped.createStatement()) {
        lock.execute("SELECT 1 FROM ledger.head FOR UPDATE");
      }
      CopyIn copy =
          stopped.unwrap(PGConnection.class).getCopyAPI().copyIn(Sql.COPY_IDENTITIES.text());
      assertThat(next.append(List.of(event(1))).appended()).isEqualTo(1);
      assertThatThrownBy(copy::endCopy).isInstanceOf(SQLException.class);
      stopped.abort(Runnable::run);
    }
  }

  @Test
  void notificationsDoNotGatherWhileAReaderIsBehind() throws Exception {
    Connection connection = TestServers.ledger(database, "ledger_reader").open();
    try (LedgerReader reader = new LedgerReader(connection);
        PostgresLedger ledger = ledger()) {
      reader.awaitAppend(1);
      for (int i = 1; i <= 3; i++) {
        ledger.append(List.of(event(i)));
        assertThat(reader.head().position()).isEqualTo(i);
      }
      reader.head();
      assertThat(connection.unwrap(PGConnection.class).getNotifications()).isEmpty();
    }
  }

  /** Ending a session that waits for a synchronous standby would make its commit visible early. */
  @Test
  void aWriterThatWaitsForAnythingButItsClientIsNotEnded() throws Exception {
    try (Connection slow = TestServers.ledger(database, "ledger_writer").open();
        Statement statement = slow.createStatement();
        WriterSession next =
            WriterSession.open(TestServers.ledger(database, "ledger_writer"), new CopyBuffer())) {
      slow.setAutoCommit(false);
      statement.execute("SET statement_timeout = 0");
      Future<Boolean> sleeping =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return statement.execute("SELECT pg_sleep(18)");
                } catch (SQLException ended) {
                  return false;
                }
              });
      Waiting.await(
          "the transaction is older than 15 s",
          () ->
              writers(
                      "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(18)'"
                          + " AND xact_start < clock_timestamp() - interval '15 s'")
                  == 1);
      next.endStuckWriters();
      assertThat(sleeping.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
