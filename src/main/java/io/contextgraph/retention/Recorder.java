package io.contextgraph.retention;

import io.contextgraph.event.ControlEvent;
import java.sql.SQLException;

/** Appends control events to the ledger. */
@FunctionalInterface
public interface Recorder {
  /**
   * Appends an event, which is durable when this method returns.
   *
   * @return its position
   */
  long append(ControlEvent event) throws SQLException;
}
