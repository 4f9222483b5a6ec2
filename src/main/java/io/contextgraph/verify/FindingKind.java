package io.contextgraph.verify;

import java.util.Locale;

/** What a verification can find. */
public enum FindingKind {
  /** A row is not the one that was recorded at its position. */
  ROW_CHANGED,
  /** A position of the ledger has no row. */
  ROW_MISSING,
  /** A row is beside the one that was recorded at its position, or at no position of the ledger. */
  ROW_INSERTED,
  /** A row of {@code ledger.event_identity} does not belong to the event at its position. */
  IDENTITY,
  /**
   * A file of archived events is missing, or is not the one that was archived; or months were
   * archived, dropped or restored during the verification, and rows seemed to be missing.
   */
  ARCHIVE,
  /** A row of {@code ledger.tile} is missing, wrong or too many. */
  TILE,
  /** {@code ledger.head} does not fit the rows. */
  HEAD,
  /** A stored checkpoint was changed. */
  CHECKPOINT,
  /** A table, function, trigger, privilege or role is not that of the installed schema. */
  SCHEMA,
  /** A checkpoint has more positions than the ledger. */
  TAIL_CUT,
  /** The ledger is consistent, but it is not the one of which a checkpoint was made. */
  HISTORY_REWRITTEN;

  /** The kind in output, as in {@code row changed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
