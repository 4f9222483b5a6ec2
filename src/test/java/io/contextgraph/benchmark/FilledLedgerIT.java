package io.contextgraph.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.ledger.LedgerReader;
import io.contextgraph.system.TestServers;
import io.contextgraph.verify.CheckpointKeys;
import io.contextgraph.verify.LedgerVerification;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The ledger that {@code bin/benchmark reads} and {@code verify} fill is one that the job could
 * have recorded.
 */
class FilledLedgerIT {
  private static final int EVENTS = 8_000;

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void everyPositionHasAnEventAndEveryPartitionItsShare() throws Exception {
    String database = TestServers.newLedger();
    try (Connection admin = TestServers.ledger(database, "postgres").open();
        LedgerReader reader =
            new LedgerReader(TestServers.ledger(database, "ledger_reader").open())) {
      new FilledLedger(admin).fill(EVENTS, 3);
      assertThat(reader.head().position()).isEqualTo(EVENTS);
      assertThat(reader.events(0, EVENTS)).hasSize(EVENTS);
      assertThat(reader.events(2_500, 2_600)).hasSize(100);
      assertThat(number(admin, "SELECT count(DISTINCT tableoid) FROM ledger.event")).isEqualTo(3);
      assertThat(
              number(admin, "SELECT count(*) FROM ledger.events_of_session('session-7', 0, 999)"))
          .isEqualTo(100);
      assertThat(number(admin, "SELECT count(*) FROM ledger.events_of_trace('trace-7', 0, 999)"))
          .isEqualTo(200);
      assertThat(
              new LedgerVerification(admin, new CheckpointKeys(List.of()))
                  .run(List.of(), (done, total) -> {})
                  .findings())
          .isEmpty();
    }
  }
}
