package io.contextgraph.retention;

import io.contextgraph.archive.Archives;
import java.sql.SQLException;

/** The graph, which may have to forget the events of archived months. */
@FunctionalInterface
public interface GraphEvents {
  /** Removes the events of an archive; those that it removed before are no failure. */
  void forget(Archives.Entry archive) throws SQLException;
}
