package io.contextgraph.ledger;

import io.contextgraph.server.StatementResource;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name; read once. */
enum Sql {
  COMMIT_SYNCHRONOUSLY,
  COPY_EVENTS,
  COPY_IDENTITIES,
  COUNT_ROWS,
  END_STUCK_WRITERS,
  ENSURE_PARTITION,
  GROW_TREE,
  INSERT_DEAD_LETTER,
  INSERT_TILES,
  LISTEN_FOR_APPENDS,
  LOCK_HEAD,
  MOVE_HEAD,
  NOTIFY_APPENDED,
  READ_BACKEND,
  READ_EVENTS,
  READ_EVENT_IDS,
  READ_HEAD,
  READ_IDENTITIES,
  READ_LEAVES,
  READ_PAGE_TIMES,
  READ_SCHEMA_VERSION,
  READ_SESSION_USER,
  READ_SUSPENSION,
  READ_TILE,
  READ_TILES,
  READ_TREE_HEAD,
  READ_UNSAFE_SETTINGS,
  RECORDED_EVENTS,
  SET_READER_TIMEOUT,
  SET_WRITER_OPTIONS;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
