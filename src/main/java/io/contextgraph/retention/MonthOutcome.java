package io.contextgraph.retention;

import io.contextgraph.archive.Archives;

/** What a run did with a month that was due. */
public sealed interface MonthOutcome {
  /**
   * A month that was archived or dropped.
   *
   * @param archive the event that says so
   * @param dropped the rows that the ledger dropped
   */
  record Done(Archives.Entry archive, long dropped) implements MonthOutcome {}

  /**
   * A month that is not due any more, because a hold began or a late event came during the run. It
   * stays as it is.
   *
   * @param reason for a person
   */
  record NotDue(Month month, String reason) implements MonthOutcome {}

  /**
   * A month that stays as it is, since something failed; the months after it do not wait for it.
   *
   * @param cause an {@link io.contextgraph.archive.ArchiveException} if its file is not what the
   *     tree or the ledger says; an {@link java.sql.SQLException} if its rows could not be dropped,
   *     with 55P03 if the locks could not be had in time; or whatever the graph failed with
   */
  record Failed(Month month, Exception cause) implements MonthOutcome {}
}
