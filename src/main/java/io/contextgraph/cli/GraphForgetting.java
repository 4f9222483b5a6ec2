package io.contextgraph.cli;

import io.contextgraph.archive.Archives;
import java.sql.SQLException;

/** Removes the events of archived months from the graph. */
record GraphForgetting(Servers servers, ProgressPrinter progress) {
  void forget(Archives.Entry archive) throws SQLException {
    throw new UnsupportedOperationException("--graph drop");
  }
}
