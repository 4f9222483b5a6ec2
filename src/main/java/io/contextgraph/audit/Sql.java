package io.contextgraph.audit;

import io.contextgraph.server.StatementResource;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name. */
enum Sql {
  READ_PREDECESSORS,
  READ_RECORDED_POSITIONS,
  SET_STATEMENT_TIMEOUT,
  TRY_SHARE_LOCK;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
