package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.Event;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.system.Waiting;
import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a transaction that any program holds open costs the appends: Postgres keeps every version of
 * the head's row that is newer than its snapshot. An hour has as many versions as appends.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HeldSnapshotIT {
  private static final int APPENDS = 20_000;
  private static final Pattern BLOCKS = Pattern.compile("shared hit=(\\d+)");

  private static final String IDENTITIES =
      "INSERT INTO ledger.event_identity SELECT gen_random_uuid(), position, now(),"
          + " decode(repeat('01', 33), 'hex') FROM generate_series(1, "
          + (APPENDS + 1)
          + ") position";
  private static final List<Hash> LEAF = List.of(Hash.of(new byte[Hash.LENGTH]));

  private final String database = TestServers.newLedger();
  private final Sha256 sha256 = new Sha256();

  private static List<Event> events(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> LedgerBatchTest.event(i, 0)).toList();
  }

  private static void hold(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  /** The blocks that a statement touches; it is rolled back. */
  private static long blocks(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement explain =
        connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + sql)) {
      for (int i = 0; i < parameters.length; i++) {
        explain.setObject(i + 1, parameters[i]);
      }
      try (ResultSet plan = explain.executeQuery()) {
        return first(plan);
      }
    } finally {
      connection.rollback();
    }
  }

  private static long first(ResultSet plan) throws SQLException {
    while (plan.next()) {
      Matcher found = BLOCKS.matcher(plan.getString(1));
      if (found.find()) {
        return Long.parseLong(found.group(1));
      }
    }
    throw new IllegalStateException("the plan does not name the blocks");
  }

  /** Moves the head alone; the identities of the positions are there. */
  private void moveHead(Connection writer, int times) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute("SET synchronous_commit = off");
    }
    for (int i = 0; i < times; i++) {
      LockedHead head = LockedHead.lock(writer, LedgerMark.NONE);
      head.moveTo(writer, head.firstFreePosition(), head.frontier().plus(LEAF, sha256), List.of());
      writer.commit();
    }
  }

  /** The parameters that move the head by one position. */
  private Object[] next(Connection writer) throws SQLException {
    LockedHead head = LockedHead.lock(writer, LedgerMark.NONE);
    Frontier grown = head.frontier().plus(LEAF, sha256);
    return new Object[] {grown.size(), head.recordedAtMicros(), grown.size(), grown.toBytes()};
  }

  @Test
  void theHeadsReadsStayFlatBesideASnapshotThatStaysOpen() throws Exception {
    try (Connection reader = TestServers.ledger(database, "ledger_reader").open();
        Connection writer = TestServers.ledger(database, "ledger_writer").open()) {
      hold(reader);
      writer.setAutoCommit(false);
      try (Statement statement = writer.createStatement()) {
        statement.execute(Sql.SET_WRITER_OPTIONS.text());
      }
      TestSql.execute(TestServers.ledger(database, "postgres"), IDENTITIES);
      moveHead(writer, APPENDS);
      try (Connection fresh = TestServers.ledger(database, "ledger_reader").open()) {
        fresh.setAutoCommit(false);
        assertThat(blocks(fresh, Sql.READ_HEAD.text())).isLessThan(10);
      }
      assertThat(blocks(writer, Sql.LOCK_HEAD.text(), 0L)).isLessThan(10);
      assertThat(blocks(writer, Sql.MOVE_HEAD.text(), next(writer))).isLessThan(20);
      assertThat(blocks(writer, "SELECT position FROM ledger.head"))
          .as("what a scan of the table reads")
          .isGreaterThan(100);
    }
  }

  /**
   * The second of two writers waits for the lock and must then see the row that the first wrote.
   */
  @Test
  void aWriterThatWaitedForTheHeadContinuesAfterThePositionOfTheOther() throws Exception {
    try (Connection first = TestServers.ledger(database, "ledger_writer").open();
        PostgresLedger second =
            new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      first.setAutoCommit(false);
      LockedHead locked = LockedHead.lock(first, LedgerMark.NONE);
      Event event = LedgerBatchTest.event(1, 0);
      CompletableFuture<AppendResult> append =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return second.append(List.of(event));
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      Waiting.await("the second writer waits", this::isAWriterWaiting);
      assertThat(locked.head().position()).isZero();
      new AppendTransaction(first, new CopyBuffer(), new WriterTree())
          .run(events(2, 8), LedgerMark.NONE);
      assertThat(append.get(30, TimeUnit.SECONDS).mark().position()).isEqualTo(8);
    }
  }

  private boolean isAWriterWaiting() throws SQLException {
    try (Connection connection = TestServers.ledger(database, "postgres").open();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND wait_event_type = 'Lock'")) {
      row.next();
      return row.getLong(1) == 1;
    }
  }

  @Test
  void theHeadStaysOneRow() throws Exception {
    try (Connection admin = TestServers.ledger(database, "postgres").open();
        Statement statement = admin.createStatement()) {
      for (String change :
          List.of(
              "DELETE FROM ledger.head",
              "TRUNCATE ledger.head",
              "INSERT INTO ledger.head (ledger_id, position, recorded_at)"
                  + " VALUES (gen_random_uuid(), 9, now())")) {
        assertThatThrownBy(() -> statement.execute(change))
            .hasMessageContaining("ledger.head is refused");
      }
    }
  }
}
