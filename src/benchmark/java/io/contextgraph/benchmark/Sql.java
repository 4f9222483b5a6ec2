package io.contextgraph.benchmark;

import io.contextgraph.server.StatementResource;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name. */
enum Sql {
  APPEND_MILLIS,
  APPEND_MILLIS_AFTER,
  CHECKPOINT,
  COPY_EVENTS_IN,
  COPY_EVENTS_OUT,
  COPY_IDENTITIES_IN,
  COPY_IDENTITIES_OUT,
  CREATE_PLAIN_EVENTS,
  CREATE_PLAIN_IDENTITIES,
  CREATE_PLAIN_SCHEMA,
  DROP_PLAIN_SCHEMA,
  RECORDED_AT;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
