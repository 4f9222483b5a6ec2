package io.contextgraph.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Times reads of the ledger, each including the transfer of its rows. */
record LedgerReads(Connection connection, LongSupplier nanoClock) {
  private static final int WARM_UP = 50;

  /** A read at a place that it chooses. */
  interface Read {
    void run(Random random) throws SQLException;
  }

  /** Runs a read {@code count} times, after a few that are not measured. */
  Latencies measure(int count, Read read) throws SQLException {
    Random random = new Random(1);
    for (int i = 0; i < WARM_UP; i++) {
      read.run(random);
    }
    long[] micros = new long[count];
    for (int i = 0; i < count; i++) {
      long started = nanoClock.getAsLong();
      read.run(random);
      micros[i] = TimeUnit.NANOSECONDS.toMicros(nanoClock.getAsLong() - started);
    }
    return Latencies.of(micros);
  }

  /** Reads a page of the events with a key, all columns. */
  void page(Sql statement, String key, long after) throws SQLException {
    try (PreparedStatement page = connection.prepareStatement(statement.text())) {
      page.setString(1, key);
      page.setLong(2, after);
      try (ResultSet rows = page.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            rows.getString(column);
          }
        }
      }
    }
  }
}
