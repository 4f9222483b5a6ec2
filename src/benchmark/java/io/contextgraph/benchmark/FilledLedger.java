package io.contextgraph.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills an empty ledger within Postgres, faster than the job could.
 *
 * @param connection as a superuser
 */
record FilledLedger(Connection connection) {
  private static final int CHUNK = 250_000;

  void fill(int events, int months) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, 0);
    execute(Sql.CREATE_PARTITIONS, months);
    for (long first = 1; first <= events; first += CHUNK) {
      long last = Math.min(events, first + CHUNK - 1);
      execute(Sql.FILL_EVENTS, first, last, (long) events, months);
      execute(Sql.FILL_IDENTITIES, first, last);
    }
    execute(Sql.FILL_HEAD, (long) events);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.VACUUM.text());
      statement.execute(Sql.CHECKPOINT.text());
    }
  }

  private void execute(Sql statement, Object... parameters) throws SQLException {
    try (PreparedStatement fill = connection.prepareStatement(statement.text())) {
      for (int i = 0; i < parameters.length; i++) {
        fill.setObject(i + 1, parameters[i]);
      }
      fill.execute();
    }
  }
}
