package io.contextgraph.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the ids of all sessions up to a position, in order, page by page. Postgres stores the list
 * ({@code WITH HOLD}), so it needs no memory here and keeps no transaction open there.
 */
final class SessionCursor implements AutoCloseable {
  private final Connection connection;
  private final long count;

  /**
   * @param connection used only by the cursor and closed with it
   * @param upTo the last position to include
   */
  SessionCursor(Connection connection, long upTo) throws SQLException {
    this.connection = connection;
    // Building the list takes as long as reading the whole ledger once.
    connection.setNetworkTimeout(Runnable::run, 0);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.DECLARE_SESSION_LIST.with(":up_to", upTo));
      connection.commit();
      connection.setAutoCommit(true);
      count = statement.executeLargeUpdate(Sql.COUNT_SESSIONS.text());
      statement.executeUpdate(Sql.REWIND_SESSION_LIST.text());
    }
  }

  /** The number of sessions. */
  long count() {
    return count;
  }

  /** Returns up to {@code limit} further sessions; empty at the end. */
  List<String> next(int limit) throws SQLException {
    List<String> sessions = new ArrayList<>();
    try (Statement fetch = connection.createStatement();
        ResultSet rows = fetch.executeQuery(Sql.FETCH_SESSIONS.with(":limit", limit))) {
      while (rows.next()) {
        sessions.add(rows.getString(1));
      }
    }
    return sessions;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
