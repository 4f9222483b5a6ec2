package io.contextgraph.benchmark;

import io.contextgraph.server.StatementResource;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name. */
enum Sql {
  APPEND_MILLIS,
  CHECKPOINT,
  COPY_EVENTS_IN,
  COPY_EVENTS_OUT,
  COPY_IDENTITIES_IN,
  COPY_IDENTITIES_OUT,
  CREATE_PARTITIONS,
  CREATE_PLAIN_EVENTS,
  CREATE_PLAIN_IDENTITIES,
  CREATE_PLAIN_SCHEMA,
  CREATE_SECOND_DATABASE,
  DROP_PLAIN_SCHEMA,
  EVENTS_OF_AGENT,
  EVENTS_OF_SESSION,
  EVENTS_OF_TRACE,
  FILL_EVENTS,
  FILL_HEAD,
  FILL_IDENTITIES,
  MONTH_BYTES,
  READ_WAL_POSITION,
  RECORDED_AT,
  ROUND_TRIP,
  STORE_CHECKPOINT,
  VACUUM,
  WRITE_LITTLE;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
