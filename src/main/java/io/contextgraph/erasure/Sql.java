package io.contextgraph.erasure;

import io.contextgraph.server.StatementResource;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name; read once. */
enum Sql {
  COUNT_CONTROL_EVENTS,
  COUNT_READINGS,
  FIND_ERASURE,
  PAGE_SUBJECT_PLACES,
  PAGE_SUBJECT_REMAINS;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
