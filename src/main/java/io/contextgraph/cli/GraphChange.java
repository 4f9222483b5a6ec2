package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.server.FailureText;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Changes the graph and records in the ledger how that ended. A change can be repeated, so it is
 * recorded when it is done: if the program dies before, the ledger has no event of it.
 *
 * @param parameters what the command was given
 */
record GraphChange(ControlEvents events, Optional<String> reason, Map<String, String> parameters) {
  /** Changes the graph; returns the number of differences that were left or found. */
  @FunctionalInterface
  interface Work {
    long run() throws SQLException;
  }

  /**
   * Does the work and records its result, or its failure.
   *
   * @throws SQLException also if the work is done and could not be recorded
   */
  long run(String type, Work work) throws SQLException {
    long differences;
    try {
      differences = work.run();
    } catch (SQLException | RuntimeException e) {
      recordFailure(type, e);
      throw e;
    }
    append(type, Status.COMPLETED, Map.of("differences", Long.toString(differences)));
    return differences;
  }

  private void recordFailure(String type, Exception failure) {
    try {
      append(type, Status.FAILED, Map.of("error", FailureText.of(failure)));
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private void append(String type, Status status, Map<String, String> result) throws SQLException {
    events.append(
        new ControlEvent(type, status, reason, new TreeMap<>(parameters), new TreeMap<>(result)));
  }
}
