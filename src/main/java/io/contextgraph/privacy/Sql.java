package io.contextgraph.privacy;

import io.contextgraph.server.StatementResource;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name; read once. */
enum Sql {
  ACTIVATE_KEK,
  APPLY,
  COMPARED,
  COUNTS,
  DESTROYED,
  ERASE,
  ERASED,
  FINISH,
  KEKS,
  LEASE,
  OPEN,
  READ_ERASURES,
  READ_VERSION,
  RECORD,
  REWRAP,
  REWRAP_PAGE,
  SET_OPTIONS,
  TICKET,
  UNFINISHED,
  VERIFY;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
