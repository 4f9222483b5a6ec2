package io.contextgraph.system;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Polls the ledger by position, like a live consumer, while faults happen. */
public final class LedgerPoller implements Runnable {
  private final Outside outside;
  private final AtomicBoolean done = new AtomicBoolean();
  private final List<String> violations = new ArrayList<>();
  private final List<String> read = new ArrayList<>();

  public LedgerPoller(Outside outside) {
    this.outside = outside;
  }

  public void stop() {
    done.set(true);
  }

  /** The violations that it saw. Call it only after the thread has ended. */
  List<String> violations() {
    return violations;
  }

  /** The event at each position, from position 1. Call it only after the thread has ended. */
  List<String> read() {
    return read;
  }

  @Override
  public void run() {
    boolean last = false;
    while (!last) {
      try (Connection connection = outside.postgres();
          Statement statement = connection.createStatement()) {
        while (!last) {
          last = done.get();
          while (page(statement)) {}
          Waiting.sleep(10);
        }
      } catch (SQLException away) {
        last = false;
        Waiting.sleep(50);
      }
    }
  }

  private boolean page(Statement statement) throws SQLException {
    int rows = 0;
    try (ResultSet page =
        statement.executeQuery(
            "SELECT global_position, event_id || ' ' || encode(content_hash, 'hex') || ' ' || recorded_at"
                + " FROM ledger.events("
                + read.size()
                + ", 5000)")) {
      while (page.next()) {
        rows++;
        if (page.getLong(1) != read.size() + 1) {
          violations.add("I3 position " + page.getLong(1) + " after " + read.size());
        }
        read.add(page.getString(2));
      }
    }
    return rows == 5000;
  }
}
