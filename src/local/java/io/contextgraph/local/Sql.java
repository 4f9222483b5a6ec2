package io.contextgraph.local;

import io.contextgraph.server.StatementResource;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name. */
enum Sql {
  COUNT_DEAD_LETTERS_OF_ENTRIES,
  COUNT_RECORDED,
  COUNT_ROWS_WITHOUT_IDENTITY,
  CREATE_DATABASE,
  FIND_DATABASE,
  PROBE;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
