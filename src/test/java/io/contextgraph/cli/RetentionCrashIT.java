package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.retention.Month;
import io.contextgraph.retention.MonthOutcome;
import io.contextgraph.retention.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that ends anywhere is continued by the next, and recording never waits for long. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RetentionCrashIT {
  @TempDir private Path temporary;

  /** The end of a process. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Ends a run after a step with one of the months. */
  private record Killing(Progress.Step step, String partition) implements Progress {
    @Override
    public void report(String unit, long done, long total) {}

    @Override
    public void reached(Step reached, Month month) {
      if (reached == step && month.partition().equals(partition)) {
        throw new Killed();
      }
    }
  }

  private static List<MonthOutcome.Done> run(MonthlyLedger ledger, Progress progress)
      throws IOException, SQLException {
    return MonthlyRun.of(ledger).with(progress::reached).run();
  }

  private static final Progress NOTHING = new Killing(Progress.Step.FORGOTTEN, "");

  @ParameterizedTest
  @EnumSource(
      value = Progress.Step.class,
      names = {"WRITTEN", "RECORDED", "DROPPED"})
  void aRunThatIsKilledAfterAnyStepIsContinued(Progress.Step step) throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 3);
    for (String partition : List.of("event_2026_05", "event_2026_06", "event_2026_07")) {
      assertThatThrownBy(() -> run(ledger, new Killing(step, partition)))
          .isInstanceOf(Killed.class);
      CommandRun verified = ledger.verifyWithFiles();
      assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    }
    run(ledger, NOTHING);
    assertThat(ledger.files()).hasSize(6).noneMatch(name -> name.startsWith("."));
    assertThat(ledger.count("2026-05") + ledger.count("2026-06") + ledger.count("2026-07"))
        .isZero();
    assertThat(
            ledger
                .ledger()
                .text("SELECT count(*) FROM ledger.event WHERE event_type = 'retention.archived'"))
        .isEqualTo("3");
    CommandRun verified = ledger.verifyWithFiles();
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    assertThat(run(ledger, NOTHING)).isEmpty();
  }

  /** Its disk was lost, or the next run has another folder. */
  @ParameterizedTest
  @ValueSource(strings = {"", ".jsonl.gz", ".manifest.json"})
  void aMonthOfWhichARecordedFileIsNotInTheFolderIsArchivedAgain(String end) throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 8);
    assertThatThrownBy(() -> run(ledger, new Killing(Progress.Step.RECORDED, "event_2026_05")))
        .isInstanceOf(Killed.class);
    for (String file : ledger.files()) {
      if (file.endsWith(end)) {
        Files.delete(ledger.folder().resolve(file));
      }
    }
    ledger.fill(100_000);
    ledger.sign();
    assertThat(run(ledger, NOTHING)).hasSize(3);
    assertThat(ledger.files()).hasSize(6);
    assertThat(ledger.count("2026-05")).isZero();
    CommandRun verified = ledger.verifyWithFiles();
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  @Test
  void aLateEventBetweenRecordAndDropLeadsToASecondArchiveThatHasBoth() throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 4);
    assertThatThrownBy(() -> run(ledger, new Killing(Progress.Step.RECORDED, "event_2026_05")))
        .isInstanceOf(Killed.class);
    long rows = ledger.count("2026-05");
    ledger.append(5_001, 5_001, number -> 5);
    ledger.fill(6_000);
    ledger.sign();
    List<MonthOutcome.Done> done = run(ledger, NOTHING);
    assertThat(done).hasSize(3);
    assertThat(done.get(0).dropped()).isEqualTo(rows + 1);
    assertThat(ledger.files()).hasSize(8);
    CommandRun verified = ledger.verifyWithFiles();
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.err()).contains(MonthlyLedger.EVENTS + 1 + " archived rows were verified");
  }

  @Test
  void anArchiveThatReplacesOneTheGraphDroppedIsDroppedFromTheGraphToo() throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 8);
    Progress killing = new Killing(Progress.Step.FORGOTTEN, "event_2026_05");
    assertThatThrownBy(
            () -> MonthlyRun.of(ledger).dropping(archive -> {}).with(killing::reached).run())
        .isInstanceOf(Killed.class);
    ledger.append(5_001, 5_001, number -> 5);
    ledger.fill(6_000);
    ledger.sign();
    assertThat(run(ledger, NOTHING))
        .extracting(done -> done.archive().month().graph())
        .containsExactly(
            ArchivedMonth.GraphRule.DROP,
            ArchivedMonth.GraphRule.KEEP,
            ArchivedMonth.GraphRule.KEEP);
  }

  /** Holds a subject when an archive is recorded. */
  private record Holding(MonthlyLedger ledger) implements Progress {
    @Override
    public void report(String unit, long done, long total) {}

    @Override
    public void reached(Step reached, Month month) {
      if (reached == Step.RECORDED) {
        MonthlyLedger.require(
            ledger.retention("hold", "--subject", "person 3", "--reason", "a case"));
      }
    }
  }

  @Test
  void aHoldThatBeginsAfterAMonthWasRecordedKeepsItsRows() throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 6);
    long rows = ledger.count("2026-05");
    assertThatThrownBy(() -> run(ledger, new Holding(ledger)))
        .hasStackTraceContaining("event_2026_05 is not dropped: subject person 3 is held");
    assertThat(ledger.count("2026-05")).isEqualTo(rows).isPositive();
    CommandRun verified = ledger.verifyWithFiles();
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  @Test
  void aHoldThatBeginsWhileTheDropWaitsForAReaderKeepsTheRows() throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 7);
    long rows = ledger.count("2026-05");
    CompletableFuture<List<MonthOutcome.Done>> run;
    try (Connection reader = ledger.ledger().as("ledger_reader").openLedger()) {
      reader.setAutoCommit(false);
      try (Statement read = reader.createStatement()) {
        read.execute("SELECT count(*) FROM ledger.event");
      }
      run =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return run(ledger, NOTHING);
                } catch (IOException | SQLException e) {
                  throw new CompletionException(e);
                }
              });
      ledger.awaitBlocked("event_2026_05");
      MonthlyLedger.require(
          ledger.retention("hold", "--subject", "person 3", "--reason", "a case"));
    }
    assertThatThrownBy(run::get)
        .hasStackTraceContaining("event_2026_05 is not dropped: subject person 3 is held");
    assertThat(ledger.count("2026-05")).isEqualTo(rows).isPositive();
  }

  @Test
  void recordingWaitsBrieflyWhileMonthsAreDroppedAndAReaderHoldsThem() throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 5);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicLong longest = new AtomicLong();
    AtomicLong appended = new AtomicLong();
    Thread writer =
        new Thread(
            () -> {
              try (PostgresLedger appending =
                  new PostgresLedger(ledger.ledger().as("ledger_writer"), LedgerMark.NONE, 5)) {
                for (int number = 100_000; !ended.get(); number++) {
                  long before = System.nanoTime();
                  appending.append(List.of(MonthlyLedger.event(number, 11)));
                  longest.accumulateAndGet(System.nanoTime() - before, Math::max);
                  appended.incrementAndGet();
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    Thread reader =
        new Thread(
            () -> {
              while (!ended.get()) {
                read(ledger);
              }
            });
    reader.start();
    assertThat(run(ledger, NOTHING)).hasSize(3);
    ended.set(true);
    writer.join();
    reader.join();
    System.out.printf(
        "%d appends while 3 months were dropped; the longest took %d ms%n",
        appended.get(), TimeUnit.NANOSECONDS.toMillis(longest.get()));
    assertThat(appended.get()).isPositive();
    assertThat(Duration.ofNanos(longest.get())).isLessThan(Duration.ofSeconds(2));
    ledger.fill(200_000);
    assertThat(ledger.verifyWithFiles().exitCode()).isZero();
  }

  /** Holds locks on all partitions most of the time, each for less than an attempt waits. */
  private static void read(MonthlyLedger ledger) {
    try {
      ledger.ledger().text("SELECT count(*), pg_sleep(0.1) FROM ledger.event");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
