package io.contextgraph.query;

import io.contextgraph.server.StatementResource;

/** The SQL statements of this package, each a resource file of the same name. */
enum Sql {
  COUNT_DEAD_LETTERS,
  DISCARD_DEAD_LETTER,
  FIND_AGENT,
  FIND_EVENT,
  FIND_IDENTITY,
  FIND_IDENTITY_TIME,
  FIND_SESSION,
  LAST_DEAD_LETTER,
  LAST_OF_PAGE,
  LETTERS_WITH_PLAIN_DATA,
  LIST_DEAD_LETTERS,
  LOCK_DEAD_LETTER,
  MARK_REPLAYED,
  OPEN_DEAD_LETTERS,
  PAGE_CONTROL_EVENTS,
  PAGE_EVENTS,
  PAGE_SUBJECT_EVENTS,
  READ_DETAILS,
  READ_FIELDS,
  RECENT_FAILURES,
  RECENT_SESSIONS,
  SHOW_DEAD_LETTER;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(java.util.Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
