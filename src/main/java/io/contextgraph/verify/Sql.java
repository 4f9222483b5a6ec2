package io.contextgraph.verify;

import io.contextgraph.server.StatementResource;
import java.util.Locale;
import java.util.Map;

/**
 * The SQL statements of this package, each a resource file of the same name. COPY and names accept
 * no parameters: values replace their placeholders.
 */
enum Sql {
  COPY_EVENTS,
  COPY_IDENTITIES,
  COUNT_ROWS,
  FIND_FIRST_ARCHIVED,
  FIND_READABLE,
  FIND_REPEATED,
  FIND_STRAY_ROWS,
  FIND_STRAY_TILES,
  FIND_TABLE,
  LIST_PARTITION_BOUNDS,
  READ_CHECKPOINTS,
  READ_CHECKPOINTS_BEYOND,
  READ_END,
  READ_HEAD,
  READ_HISTORY,
  READ_PARTITIONS,
  READ_PREDECESSORS,
  READ_SCHEMA,
  READ_TILES,
  READ_VERSIONS,
  SET_READER_OPTIONS,
  USE_INDEXES;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }

  /** The text with every {@code $name} replaced by its value. */
  String with(Map<String, String> values) {
    String statement = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      statement = statement.replace("$" + value.getKey(), value.getValue());
    }
    return statement;
  }
}
