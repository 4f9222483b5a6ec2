package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.retention.MonthRestore;
import io.contextgraph.verify.CheckpointKeys;
import io.contextgraph.verify.Finding;
import io.contextgraph.verify.FindingKind;
import io.contextgraph.verify.LedgerVerification;
import io.contextgraph.verify.Verification;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A verification during which the rows of a month come back, and the ledger does not say so. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class VerifiedDuringRestoreIT {
  private static final int PAGE = 1 << 15;

  @TempDir private Path temporary;

  @Test
  void namesNoRowMissing() throws Exception {
    MonthlyLedger ledger = MonthlyLedger.create(temporary, 26);
    ledger.append(10_001, 10_000 + PAGE, number -> 11);
    ledger.append(90_001, 90_100, number -> 6);
    ledger.fill(100_000);
    ledger.sign();
    MonthlyLedger.require(ledger.archive());
    ledger.ledger().execute("SELECT ledger.ensure_partition('2026-06-15')");
    AtomicBoolean restored = new AtomicBoolean();
    Verification verification;
    try (Connection reader = ledger.ledger().as("ledger_reader").openLedger()) {
      verification =
          new LedgerVerification(reader, new CheckpointKeys(List.of()))
              .run(
                  List.of(),
                  (done, total) -> {
                    if (!restored.getAndSet(true)) {
                      assertThat(done).isLessThan(total);
                      restoreAndDie(ledger);
                    }
                  });
    }
    assertThat(verification.findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.ARCHIVE);
    assertThat(verification.findings().get(0).detail()).contains("archives changed meanwhile");
    assertThat(ledger.verify().exitCode()).isZero();
  }

  /** Ends after the rows of June are there, and before the ledger says so. */
  private static void restoreAndDie(MonthlyLedger ledger) {
    assertThatThrownBy(
            () -> {
              Path file =
                  ledger
                      .folder()
                      .resolve(
                          ledger.files().stream()
                              .filter(it -> it.startsWith("event_2026_06") && it.endsWith(".gz"))
                              .findFirst()
                              .orElseThrow());
              try (Connection control = ledger.ledger().as("ledger_control").openDurable()) {
                new MonthRestore(
                        control,
                        event -> {
                          throw new IllegalStateException("killed");
                        },
                        Clock.systemUTC(),
                        (unit, done, total) -> {})
                    .restore(file);
              }
            })
        .hasMessage("killed");
  }
}
