package io.contextgraph.archive;

import java.time.Instant;

/** What a control event says about archives. */
public sealed interface ArchiveRecord {
  /** The position of the event. */
  long position();

  /** Events of a month are in a file. */
  record Archived(long position, ArchivedMonth month) implements ArchiveRecord {}

  /**
   * The rows of an archive are in the ledger again.
   *
   * @param archived the position of the event that archived them
   * @param at when it was recorded
   */
  record Restored(long position, long archived, Instant at) implements ArchiveRecord {}
}
