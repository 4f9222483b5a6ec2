package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.retention.MonthOutcome;
import io.contextgraph.retention.Progress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** What a run says of the months of a real ledger. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RetentionOutcomesIT {
  private static final String MAY = "event_2026_05";
  private static final String JUNE = "event_2026_06";
  private static final String JULY = "event_2026_07";

  @TempDir private Path temporary;
  private MonthlyLedger ledger =
      new MonthlyLedger(new NotarizedLedger("", Path.of("")), Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = MonthlyLedger.create(temporary, 25);
  }

  private static String text(MonthOutcome outcome) {
    if (outcome instanceof MonthOutcome.Done done) {
      return "done " + done.archive().month().partition();
    }
    if (outcome instanceof MonthOutcome.NotDue notDue) {
      return "not due " + notDue.month().partition() + ": " + notDue.reason();
    }
    MonthOutcome.Failed failed = (MonthOutcome.Failed) outcome;
    return "failed " + failed.month().partition() + ": " + failed.cause().getMessage();
  }

  @Test
  void aGraphThatFailsKeepsItsMonthAndNoOther() throws Exception {
    List<String> outcomes = new ArrayList<>();
    MonthlyRun.of(ledger)
        .dropping(
            archive -> {
              if (archive.month().partition().equals(JUNE)) {
                throw new ServiceUnavailableException("Neo4j is away");
              }
            })
        .run(outcome -> outcomes.add(text(outcome)));
    assertThat(outcomes)
        .containsExactly("done " + MAY, "failed " + JUNE + ": Neo4j is away", "done " + JULY);
    assertThat(ledger.count("2026-06")).isPositive();
    assertThat(ledger.count("2026-05") + ledger.count("2026-07")).isZero();
  }

  @Test
  void eachOutcomeIsKnownBeforeTheNextMonthIsWritten() throws Exception {
    List<String> known = new ArrayList<>();
    MonthlyRun.of(ledger)
        .with(
            (step, month) -> {
              if (step == Progress.Step.WRITTEN) {
                known.add("written " + month.partition());
              }
            })
        .run(outcome -> known.add(text(outcome)));
    assertThat(known)
        .containsExactly(
            "written " + MAY,
            "done " + MAY,
            "written " + JUNE,
            "done " + JUNE,
            "written " + JULY,
            "done " + JULY);
  }

  @Test
  void aMonthThatIsHeldDuringTheRunIsNotDueAnyMore() throws Exception {
    List<String> outcomes = new ArrayList<>();
    MonthlyRun.of(ledger)
        .with(
            (step, month) -> {
              if (step == Progress.Step.RECORDED && month.partition().equals(JULY)) {
                MonthlyLedger.require(
                    ledger.retention("hold", "--session", "session 3", "--reason", "a case"));
              }
            })
        .run(outcome -> outcomes.add(text(outcome)));
    assertThat(outcomes).hasSize(3).startsWith("done " + MAY, "done " + JUNE);
    assertThat(outcomes.get(2)).startsWith("not due " + JULY + ": session session 3 is held since");
    assertThat(ledger.count("2026-07")).isPositive();
  }

  @Test
  void aMonthOfWhichALateEventIsRecordedDuringTheRunGoesWithTheNextRun() throws Exception {
    List<String> outcomes = new ArrayList<>();
    MonthlyRun.of(ledger)
        .with(
            (step, month) -> {
              if (step == Progress.Step.RECORDED && month.partition().equals(MAY)) {
                recordLate();
                fillAndSign();
              }
            })
        .run(outcome -> outcomes.add(text(outcome)));
    assertThat(outcomes)
        .containsExactly(
            "not due " + MAY + ": a late event was recorded since it was archived",
            "done " + JUNE,
            "done " + JULY);
    assertGoesWithTheNextRun();
  }

  @Test
  void aMonthOfWhichALateEventIsRecordedBeforeTheDropGoesWithTheNextRun() throws Exception {
    AtomicBoolean drops = new AtomicBoolean();
    List<String> outcomes = new ArrayList<>();
    MonthlyRun.of(ledger)
        .with(
            (step, month) ->
                drops.set(step == Progress.Step.RECORDED && month.partition().equals(MAY)))
        .with(
            () -> {
              if (drops.getAndSet(false)) {
                recordLate();
              }
              return Long.MAX_VALUE;
            })
        .run(outcome -> outcomes.add(text(outcome)));
    assertThat(outcomes).hasSize(3).endsWith("done " + JUNE, "done " + JULY);
    assertThat(outcomes.get(0)).startsWith("not due " + MAY + ": the last full tile of the tree");
    fillAndSign();
    assertGoesWithTheNextRun();
  }

  private void recordLate() {
    try {
      ledger.append(5_001, 5_001, number -> 5);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fillAndSign() {
    try {
      ledger.fill(6_000);
      ledger.sign();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertGoesWithTheNextRun() throws Exception {
    long rows = ledger.count("2026-05");
    List<MonthOutcome.Done> next = MonthlyRun.of(ledger).run();
    assertThat(next).hasSize(1);
    assertThat(next.get(0).dropped()).isEqualTo(rows).isPositive();
    CommandRun verified = ledger.verifyWithFiles();
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }
}
