package io.contextgraph.schema;

import io.contextgraph.server.StatementResource;
import java.util.Locale;
import java.util.Map;

/**
 * The SQL statements of this package, each a resource file of the same name. Statements that change
 * the schema accept no parameters: names replace their placeholders.
 */
enum Sql {
  ADD_BOUNDS,
  ATTACH_INDEX,
  BUILD_INDEX,
  DROP_INDEX,
  FIND_HASH_INDEXES,
  FIND_SCHEMA_OWNER,
  LIMIT_LOCK_WAIT,
  LIST_DATABASES_OF_ROLES,
  LIST_LOOKUP_INDEXES,
  LIST_PARTITION_BOUNDS,
  LIST_UNFIT_ROLES,
  LIST_UNVALIDATED_EVENT_TYPES,
  LOCK_REINDEX,
  VALIDATE_BOUNDS,
  VALIDATE_EVENT_TYPES,
  WAIT_FOR_LOCKS;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }

  /** The text with every {@code :name} replaced by its value. */
  String with(Map<String, String> values) {
    String statement = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      statement = statement.replace(":" + value.getKey(), value.getValue());
    }
    return statement;
  }
}
