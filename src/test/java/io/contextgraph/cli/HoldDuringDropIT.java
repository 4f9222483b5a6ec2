package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.retention.MonthOutcome;
import io.contextgraph.retention.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hold that begins after a run looked at the holds for the last time, and before it drops. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class HoldDuringDropIT {
  @TempDir private Path temporary;
  private MonthlyLedger ledger =
      new MonthlyLedger(new NotarizedLedger("", Path.of("")), Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = MonthlyLedger.create(temporary, 21);
  }

  /** A run during which a hold begins once: when it has read the holds before its first drop. */
  private MonthlyRun holding(String... target) {
    AtomicBoolean drops = new AtomicBoolean();
    AtomicBoolean holds = new AtomicBoolean();
    return MonthlyRun.of(ledger)
        .with((step, month) -> drops.set(drops.get() || step == Progress.Step.RECORDED))
        .with(
            () -> {
              if (drops.get() && !holds.getAndSet(true)) {
                MonthlyLedger.require(
                    ledger.retention("hold", target[0], target[1], "--reason", "a case"));
              }
              return Long.MAX_VALUE;
            });
  }

  @Test
  void isKept() throws Exception {
    long rows = ledger.count("2026-05");
    MonthlyRun run = holding("--subject", "person 3");
    assertThatThrownBy(run::run)
        .hasStackTraceContaining("event_2026_05 is not dropped: subject person 3 is held");
    assertThat(ledger.count("2026-05")).isEqualTo(rows).isPositive();
    CommandRun verified = ledger.verifyWithFiles();
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  @Test
  void keepsNoMonthThatHasNothingOfItsTarget() throws Exception {
    long rows = ledger.count("2026-05");
    List<MonthOutcome.Done> done = holding("--subject", "another person").run();
    assertThat(ledger.retention("holds").out()).contains("another person");
    assertThat(done).hasSize(3);
    assertThat(done.get(0).dropped()).isEqualTo(rows).isPositive();
    assertThat(ledger.count("2026-05")).isZero();
    CommandRun verified = ledger.verifyWithFiles();
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }
}
