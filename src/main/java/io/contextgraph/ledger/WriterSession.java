package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection that writes to the ledger. It is discarded after a server failure. */
final class WriterSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriterSession.class);

  private final Connection connection;
  private final CopyBuffer buffer;
  private final PartitionCache partitions = new PartitionCache();
  private final WriterTree tree = new WriterTree();

  private WriterSession(Connection connection, CopyBuffer buffer) {
    this.connection = connection;
    this.buffer = buffer;
  }

  /** Connects; commits wait for the disk, and timeouts end a transaction that makes no progress. */
  static WriterSession open(PostgresConnections connections, CopyBuffer buffer)
      throws SQLException {
    Connection connection = connections.openDurable();
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SET_WRITER_OPTIONS.text());
      connection.setAutoCommit(false);
      return new WriterSession(connection, buffer);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  AppendResult append(List<Event> events, LedgerMark expected) throws SQLException {
    AppendTransaction transaction = new AppendTransaction(connection, buffer, tree);
    partitions.ensure(events, connection);
    try {
      return transaction.run(events, expected);
    } catch (SQLException e) {
      if (!SqlFault.isMissingPartition(e)) {
        throw e;
      }
      // A known partition was detached since.
      LOG.warn("A partition of ledger.event was detached; creating one in its place", e);
      partitions.forget();
      partitions.ensure(events, connection);
      return transaction.run(events, expected);
    }
  }

  void writeDeadLetters(List<DeadLetter> letters) throws SQLException {
    new AppendTransaction(connection, buffer, tree).writeDeadLetters(letters);
  }

  /** Terminates the sessions of other writers that have kept a transaction open for too long. */
  void endStuckWriters() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet ended = statement.executeQuery(Sql.END_STUCK_WRITERS.text())) {
      if (ended.next() && ended.getLong(1) > 0) {
        LOG.warn(
            "Terminated {} sessions that held the lock on the ledger's head", ended.getLong(1));
      }
    }
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
