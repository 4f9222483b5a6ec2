package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A row that was lost before its month is archived. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class LostRowIT {
  @TempDir private Path temporary;
  private MonthlyLedger ledger =
      new MonthlyLedger(new NotarizedLedger("", Path.of("")), Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = MonthlyLedger.create(temporary, 23);
  }

  private String inMay(int offset) throws SQLException {
    return ledger
        .ledger()
        .text(
            "SELECT global_position FROM ledger.event_identity WHERE occurred_at < '2026-06-01'"
                + " ORDER BY global_position OFFSET "
                + offset
                + " LIMIT 1");
  }

  private void delete(String position) throws SQLException {
    ledger
        .ledger()
        .execute(
            "ALTER TABLE ledger.event DISABLE TRIGGER refuse_row_change",
            "DELETE FROM ledger.event WHERE global_position = " + position,
            "ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER refuse_row_change");
  }

  private void assertMissing(String position) {
    CommandRun verified = ledger.verify();
    assertThat(verified.exitCode()).as(verified.err()).isEqualTo(ExitCode.FOUND);
    assertThat(verified.out()).contains("\"kind\":\"row missing\"", "\"position\":" + position);
  }

  @Test
  void keepsItsMonthAndIsStillMissing() throws Exception {
    String lost = inMay(20);
    delete(lost);
    CommandRun run = ledger.archive();
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.FOUND);
    assertThat(run.err())
        .contains("event_2026_05 stays: position " + lost + " of the month has no row");
    assertThat(run.out()).contains("event_2026_06: ").contains("event_2026_07: ");
    assertThat(ledger.count("2026-05")).isPositive();
    assertThat(ledger.files()).noneMatch(file -> file.contains("2026_05")).hasSize(4);
    assertMissing(lost);
  }

  /** The first archive is there again and the second is not, so a third has rows around it. */
  @Test
  void isNotWhatAnotherArchiveOfTheMonthHas() throws Exception {
    MonthlyLedger.require(ledger.archive());
    String first = may();
    appendLate(5_001, 5_010);
    MonthlyLedger.require(ledger.archive());
    MonthlyLedger.require(ledger.retention("restore", ledger.folder().resolve(first).toString()));
    appendLate(7_001, 7_005);
    CommandRun third = ledger.archive("--keep-restored", "0s");
    assertThat(third.exitCode()).as(third.out() + third.err()).isZero();
    assertThat(ledger.count("2026-05")).isZero();
    CommandRun verified = ledger.verifyWithFiles();
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  private String may() throws Exception {
    return ledger.files().stream()
        .filter(file -> file.startsWith("event_2026_05") && file.endsWith(".gz"))
        .findFirst()
        .orElseThrow();
  }

  private void appendLate(int from, int upTo) throws Exception {
    ledger.append(from, upTo, number -> 5);
    ledger.fill(upTo + 500);
    ledger.sign();
  }
}
