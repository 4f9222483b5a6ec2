package io.contextgraph.retention;

import io.contextgraph.archive.ArchiveEvents;
import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.archive.ArchiveName;
import io.contextgraph.archive.ArchiveReader;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Archives the months that are due and drops their rows. Each step is durable before the next one
 * begins, and a run that ended at any of them is continued by the next: a file is written again to
 * the same bytes, an event that is recorded is not recorded again, and rows that are dropped are
 * gone. Used once, by one thread.
 */
public final class RetentionRun {
  private final Connection ledger;
  private final RetentionPlan plan;
  private final Path folder;
  private final ArchivedMonth.GraphRule graphRule;
  private final Recorder recorder;
  private final GraphEvents graph;
  private final Clock clock;
  private final Progress progress;

  /**
   * @param ledger of the control role, with auto-commit on and without a timeout for answers
   * @param folder where the files go; exists
   * @param graph forgets the events of months that are dropped from it
   */
  public RetentionRun(
      Connection ledger,
      RetentionPlan plan,
      Path folder,
      ArchivedMonth.GraphRule graphRule,
      Recorder recorder,
      GraphEvents graph,
      Clock clock,
      Progress progress) {
    this.ledger = ledger;
    this.plan = plan;
    this.folder = folder;
    this.graphRule = graphRule;
    this.recorder = recorder;
    this.graph = graph;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Creates the partitions of this month and of some after it, then archives and drops what is due,
   * the oldest month first.
   *
   * @param ahead how many months after this one get a partition
   * @param outcomes receives that of each month that was due, as soon as it is known
   * @throws IllegalArgumentException if another program archives or restores months
   * @throws SQLException if the connection is lost
   */
  public void run(int ahead, Consumer<MonthOutcome> outcomes) throws IOException, SQLException {
    RetentionLock.take(ledger);
    new Months(ledger).ensure(clock.instant(), ahead);
    for (PlannedMonth month : plan.of(ledger, clock.instant())) {
      if (month.verdict().isDue()) {
        outcomes.accept(outcome(month));
      }
    }
  }

  /** Whatever a month fails for, those after it do not wait for it, unless the ledger is gone. */
  private MonthOutcome outcome(PlannedMonth month) throws IOException, SQLException {
    try {
      return process(month);
    } catch (NotDueException e) {
      return new MonthOutcome.NotDue(month.month(), FailureText.of(e));
    } catch (IOException | SQLException | RuntimeException e) {
      if (ledger.isClosed()) {
        throw e;
      }
      return new MonthOutcome.Failed(month.month(), e);
    }
  }

  private MonthOutcome.Done process(PlannedMonth month) throws IOException, SQLException {
    Optional<Archives.Entry> recorded =
        month.verdict() == Verdict.DROP ? recorded(month) : Optional.empty();
    Archives.Entry entry = recorded.isPresent() ? recorded.get() : archive(month);
    if (entry.month().graph() == ArchivedMonth.GraphRule.DROP) {
      requireArchived(month);
      graph.forget(entry);
      progress.reached(Progress.Step.FORGOTTEN, month.month());
    }
    long dropped = new MonthDrop(ledger).run(entry.position(), () -> requireArchived(month));
    progress.reached(Progress.Step.DROPPED, month.month());
    return new MonthOutcome.Done(entry, dropped);
  }

  private Archives.Entry archive(PlannedMonth month) throws IOException, SQLException {
    MonthArchive.Written written =
        new MonthArchive(ledger, folder, clock, progress).write(month, graphRule);
    progress.reached(Progress.Step.WRITTEN, month.month());
    requireDue(month);
    MonthArchives earlier = MonthArchives.read(ledger, month.month());
    long position =
        recorder.append(
            ArchiveEvents.archived(
                inherit(written.month(), earlier),
                earlier.present().stream().map(Archives.Entry::position).toList(),
                written.content().positions().kept(),
                written.tiles(),
                written.checkpoint()));
    progress.reached(Progress.Step.RECORDED, month.month());
    return entry(position);
  }

  /**
   * The graph may have dropped events of an archive whose rows are archived again, because it is
   * replaced or was restored, so it drops all of them.
   */
  private static ArchivedMonth inherit(ArchivedMonth month, MonthArchives earlier) {
    boolean dropped =
        Stream.of(earlier.present(), earlier.restored())
            .flatMap(List::stream)
            .anyMatch(it -> it.month().graph() == ArchivedMonth.GraphRule.DROP);
    return new ArchivedMonth(
        month.partition(),
        month.lower(),
        month.upper(),
        month.positions(),
        month.file(),
        dropped ? ArchivedMonth.GraphRule.DROP : month.graph());
  }

  private Archives.Entry entry(long position) throws SQLException {
    return new RecordedArchives(ledger)
        .read().inForce().stream()
            .filter(it -> it.position() == position)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("position " + position + " archives nothing"));
  }

  /** A hold may have begun since, and a projection may have been added. */
  private PlannedMonth requireDue(PlannedMonth month) throws SQLException {
    PlannedMonth now = plan.of(month.month(), ledger, clock.instant());
    if (!now.verdict().isDue()) {
      throw new NotDueException(now.detail());
    }
    return now;
  }

  /** A late event may have come, too. */
  private void requireArchived(PlannedMonth month) throws SQLException {
    if (requireDue(month).verdict() != Verdict.DROP) {
      throw new NotDueException("a late event was recorded since it was archived");
    }
  }

  /**
   * The archive of a run that ended before it dropped the rows. Empty if there is none of exactly
   * these rows, or if its file or its manifest is not in this folder: all rows are there, so they
   * are archived again.
   */
  private Optional<Archives.Entry> recorded(PlannedMonth month) throws IOException, SQLException {
    long rows = new Months(ledger).count(month.month());
    Optional<Archives.Entry> entry =
        new RecordedArchives(ledger)
            .read().inForce().stream()
                .filter(it -> it.month().lower().equals(month.month().lower()))
                .filter(it -> it.month().positions().last() == month.last())
                .filter(it -> it.month().positions().rows() == rows)
                .filter(it -> isComplete(it.month().file().name()))
                .findFirst();
    if (entry.isPresent()) {
      requireFile(entry.get().month());
    }
    return entry;
  }

  private boolean isComplete(String file) {
    return Files.exists(folder.resolve(file))
        && Files.exists(folder.resolve(ArchiveName.ofManifest(file)));
  }

  private void requireFile(ArchivedMonth month) throws IOException {
    Path file = new ArchiveFolder(folder).file(month);
    ArchiveReader.Content content = MonthFile.read(file);
    if (!content.fileDigest().equals(month.file().bytes())
        || !content.linesDigest().equals(month.file().lines())) {
      throw new ArchiveException("archive " + file + " is not the file that the ledger names");
    }
  }
}
