package io.contextgraph.privacy;

import io.contextgraph.server.StatementResource;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name; read once. */
enum Sql {
  ACTIVATE_KEK,
  ANNOUNCE_KEK,
  APPLY,
  BIND,
  BOUND,
  COMPARED,
  COUNTS,
  DESTROYED,
  ERASE,
  ERASED,
  FINISH,
  IS_STANDBY,
  KEKS,
  KNOW_KEKS,
  LEASE,
  LEAVING,
  LOCK_ROTATION,
  OPEN,
  OPENINGS,
  READ_ERASURES,
  READ_KEKS,
  READ_PREDECESSORS,
  READ_VERSION,
  RECORD,
  REWRAP,
  REWRAP_PAGE,
  SET_OPTIONS,
  TICKET,
  UNFINISHED,
  UNLOCK_ROTATION,
  VERIFY;

  private final String text =
      StatementResource.text(Sql.class, name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }
}
