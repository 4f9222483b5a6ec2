package io.contextgraph.retention;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What a month holds, without its control events. Asked only for what a decision needs. */
interface MonthContent {
  /** Its first and last position; empty if it has no event. */
  Optional<Ends> ends() throws SQLException;

  /** The types of its events; reads all of them. */
  Set<String> types() throws SQLException;

  /** A hold on an event of it. */
  Optional<Hold> hold() throws SQLException;

  /** Positions. */
  record Ends(long first, long last) {}
}
