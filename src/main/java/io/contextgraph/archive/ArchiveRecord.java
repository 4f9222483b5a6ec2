package io.contextgraph.archive;

import java.time.Instant;
import java.util.Set;

/** What a control event says about archives. */
public sealed interface ArchiveRecord {
  /** The position of the event. */
  long position();

  /**
   * Events of a month are in a file.
   *
   * @param replaced the positions of the events of earlier archives whose rows were still in the
   *     ledger, so that this one has them too
   */
  record Archived(long position, ArchivedMonth month, Set<Long> replaced) implements ArchiveRecord {
    public Archived {
      replaced = Set.copyOf(replaced);
    }
  }

  /**
   * The rows of an archive are in the ledger again.
   *
   * @param archived the position of the event that archived them
   * @param at when it was recorded
   */
  record Restored(long position, long archived, Instant at) implements ArchiveRecord {}
}
