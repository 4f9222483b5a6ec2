package io.contextgraph.ledger;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The source's connection to the ledger, reopened after a server failure. */
final class LedgerConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerConnection.class);
  private static final int ATTEMPTS = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /**
   * Reading a page takes milliseconds; a server that does not answer within this time is presumed
   * dead.
   */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(12);

  private final PostgresConnections connections;
  private @Nullable LedgerReader reader;
  private int failures;

  LedgerConnection(PostgresConnections connections) {
    this.connections = connections;
  }

  /** Returns a reader that is used until {@link #failed} or {@link #close}. */
  LedgerReader reader() throws SQLException {
    LedgerReader open = reader;
    if (open == null) {
      open = open(connections.openLedger());
      reader = open;
    }
    return open;
  }

  private static LedgerReader open(Connection connection) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, (int) ANSWER_WITHIN.toMillis());
      return new LedgerReader(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  void succeeded() {
    failures = 0;
  }

  /**
   * Closes the connection after a failure.
   *
   * @return how long to wait before the next attempt
   * @throws IOException if the failure is not the server's, or too many attempts have failed in a
   *     row
   */
  Duration failed(SQLException e, long position) throws IOException {
    close();
    failures++;
    if (failures >= ATTEMPTS || SqlFault.of(e) != SqlFault.SERVER) {
      throw new IOException(message(e, position), e);
    }
    LOG.warn("Reading the ledger after position {} failed, retrying", position, e);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private String message(SQLException e, long position) {
    return "Could not read the ledger after position "
        + position
        + " from "
        + connections.address()
        + ": "
        + FailureText.of(e);
  }

  @Override
  public void close() {
    LedgerReader open = reader;
    reader = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("Closing a broken connection failed", e);
      }
    }
  }
}
