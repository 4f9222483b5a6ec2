package io.contextgraph.notary;

import io.contextgraph.server.StatementResource;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name; read once. */
enum Sql {
  FIND_CLOSED_ORIGIN,
  FIND_COVERING_CHECKPOINT,
  FIND_FORK_UNLESS_SIGNED,
  FIND_LARGEST_CHECKPOINT,
  FIND_LEAF_FIELDS,
  FORK,
  LIST_CHECKPOINTS,
  LIST_OTHER_ORIGINS,
  READ_PREDECESSOR,
  READ_TIMES,
  STORE_CHECKPOINT,
  SUSPEND;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
