package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.archive.ArchiveEvents;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.PositionRanges;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.system.TestSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a superuser changes of archived months, in the ledger or in the files, is found and named.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RetentionTamperingIT {
  @TempDir private Path temporary;
  private MonthlyLedger ledger =
      new MonthlyLedger(new NotarizedLedger("", Path.of("")), Path.of(""));

  @BeforeEach
  void archive() throws Exception {
    ledger = MonthlyLedger.create(temporary, 11);
    MonthlyLedger.require(ledger.archive());
  }

  private void tamper(String... statements) throws SQLException {
    ledger
        .ledger()
        .execute(
            "ALTER TABLE ledger.event DISABLE TRIGGER refuse_row_change;"
                + "ALTER TABLE ledger.event_identity DISABLE TRIGGER refuse_row_change;"
                + String.join(";", statements)
                + ";ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER refuse_row_change;"
                + "ALTER TABLE ledger.event_identity ENABLE ALWAYS TRIGGER refuse_row_change");
  }

  private String file() throws IOException {
    return ledger.files().stream().filter(it -> it.endsWith(".gz")).findFirst().orElseThrow();
  }

  private void restore(String file) {
    MonthlyLedger.require(ledger.retention("restore", ledger.folder().resolve(file).toString()));
  }

  private String inMay() throws SQLException {
    return ledger
        .ledger()
        .text(
            "SELECT global_position FROM ledger.event_identity WHERE occurred_at < '2026-06-01'"
                + " ORDER BY global_position OFFSET 20 LIMIT 1");
  }

  private static void assertFound(CommandRun verified, String kind, String detail) {
    assertThat(verified.exitCode()).as(verified.err()).isEqualTo(ExitCode.FOUND);
    assertThat(verified.out()).contains("\"kind\":\"" + kind + "\"").contains(detail);
  }

  @Test
  void aRowDeletedAfterItsMonthWasRestoredIsMissing() throws Exception {
    restore(file());
    String position = inMay();
    tamper("DELETE FROM ledger.event WHERE global_position = " + position);
    assertFound(ledger.verify(), "row missing", "\"position\":" + position);
    assertFound(ledger.verifyWithFiles(), "row missing", "\"position\":" + position);
  }

  @Test
  void aRowChangedAfterItsMonthWasRestoredIsChanged() throws Exception {
    restore(file());
    String position = inMay();
    tamper("UPDATE ledger.event SET agent_id = 'x' WHERE global_position = " + position);
    assertFound(ledger.verify(), "row changed", "\"position\":" + position);
    CommandRun again = ledger.retention("restore", ledger.folder().resolve(file()).toString());
    assertThat(again.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(again.err()).contains("another row at position " + position + " than the archive");
  }

  @Test
  void aRowOfAMonthThatIsNotArchivedIsStillMissing() throws Exception {
    String position =
        ledger
            .ledger()
            .text(
                "SELECT max(global_position) - 3 FROM ledger.event WHERE occurred_at > '2026-11-01'");
    tamper("DELETE FROM ledger.event WHERE global_position = " + position);
    assertFound(ledger.verify(), "row missing", "\"position\":" + position);
  }

  @Test
  void aRowThatIsMadeToLookArchivedByItsIdentityIsMissing() throws Exception {
    String position =
        ledger
            .ledger()
            .text(
                "SELECT min(global_position) + 1 FROM ledger.event_identity WHERE occurred_at < '2026-06-01'");
    ledger.ledger().execute("SELECT ledger.ensure_partition('2026-06-15')");
    restore(
        ledger.files().stream()
            .filter(it -> it.startsWith("event_2026_06") && it.endsWith(".gz"))
            .findFirst()
            .orElseThrow());
    String june =
        ledger
            .ledger()
            .text(
                "SELECT min(global_position) FROM ledger.event_identity WHERE occurred_at >= '2026-06-01'"
                    + " AND occurred_at < '2026-07-01' AND global_position > "
                    + position);
    tamper(
        "DELETE FROM ledger.event WHERE global_position = " + june,
        "UPDATE ledger.event_identity SET occurred_at = '2026-05-09' WHERE global_position = "
            + june);
    assertFound(ledger.verify(), "row missing", "names other positions");
  }

  @Test
  void anArchivedEventThatIsForgedExplainsNothing() throws Exception {
    String forged =
        MonthlyLedger.require(ledger.retention("hold", "--session", "s", "--reason", "a case"))
            .out()
            .strip();
    String payload =
        "jsonb_set(jsonb_set(jsonb_set(jsonb_set((SELECT payload FROM ledger.event WHERE event_type ="
            + " 'retention.archived' ORDER BY global_position LIMIT 1)::jsonb,"
            + " '{result,lower}', '\"2026-11-01T00:00:00Z\"'),"
            + " '{result,upper}', '\"2026-12-01T00:00:00Z\"'),"
            + " '{result,first}', '\"1\"'), '{result,last}', '\"1000\"')::json";
    tamper(
        "DELETE FROM ledger.event WHERE global_position BETWEEN 910 AND 920",
        "UPDATE ledger.event SET event_type = 'retention.archived', payload = "
            + payload
            + " WHERE global_position = "
            + forged);
    CommandRun verified = ledger.verify();
    assertFound(verified, "row changed", "\"position\":" + forged);
    assertFound(verified, "row missing", "it is not the event that was recorded");
    assertThat(verified.out()).contains("\"position\":910,\"last_position\":920");
  }

  /** Appends an event that names one row of May, as whoever has the control role can. */
  private void nameAlone(String position) throws SQLException {
    PositionRanges named = new PositionRanges();
    named.add(Long.parseLong(position));
    PositionRanges.Collected all = named.collected();
    ArchivedMonth month =
        new ArchivedMonth(
            "event_2026_05",
            Instant.parse("2026-05-01T00:00:00Z"),
            Instant.parse("2026-06-01T00:00:00Z"),
            new ArchivedMonth.Positions(
                Long.parseLong(position), Long.parseLong(position), 1, 1, all.digest()),
            new ArchivedMonth.FileDigests("event_2026_05-0123456789abcdef.jsonl.gz", "l", "b"),
            ArchivedMonth.GraphRule.KEEP);
    try (ControlEvents events =
        ControlEvents.open(
            ledger.ledger().as("ledger_control"),
            new ControlEvent.Actor("ledger_control", "tester", Optional.empty()),
            UUID::randomUUID,
            InstantSource.system())) {
      events.append(ArchiveEvents.archived(month, List.of(), all.kept(), "tiles", 1));
    }
  }

  @Test
  void aRowIsNotExcusedByAnEventThatNamesOnlyIt() throws Exception {
    restore(file());
    String position = inMay();
    nameAlone(position);
    assertThat(ledger.verify().exitCode()).as("the row is still there").isZero();
    tamper("DELETE FROM ledger.event WHERE global_position = " + position);
    assertFound(ledger.verify(), "row missing", "\"position\":" + position);
    assertFound(ledger.verify(), "row missing", "of its month, and a month goes as a whole");
  }

  @Test
  void anIdentityOfAnArchivedEventThatIsDeletedIsFoundWithoutFiles() throws Exception {
    String position = inMay();
    tamper("DELETE FROM ledger.event_identity WHERE global_position = " + position);
    assertFound(ledger.verify(), "row missing", "\"position\":" + position);
  }

  @Test
  void anArchivedEventThatIsDeletedIsMissing() throws Exception {
    String archived =
        ledger
            .ledger()
            .text(
                "SELECT min(global_position) FROM ledger.event WHERE event_type = 'retention.archived'");
    tamper("DELETE FROM ledger.event WHERE global_position = " + archived);
    assertFound(ledger.verify(), "row missing", "\"position\":" + archived);
  }

  @Test
  void aRowThatIsBothArchivedAndPresentDifferentlyIsChanged() throws Exception {
    String position = inMay();
    String row =
        "INSERT INTO ledger.event SELECT %s, i.event_id, 'tool.execute', i.occurred_at, 's', 'a', 't',"
            + " NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, '{}', now(), i.content_hash,"
            + " 'events', '1-0' FROM ledger.event_identity i WHERE i.global_position = %s";
    ledger.ledger().execute("SELECT ledger.ensure_partition('2026-05-15')");
    tamper(row.formatted(position, position));
    assertFound(ledger.verify(), "row changed", "\"position\":" + position);
    assertFound(ledger.verifyWithFiles(), "row changed", "\"position\":" + position);
  }

  @Test
  void aFileThatIsMissingIsFoundOnlyWithTheFolder() throws Exception {
    Files.delete(ledger.folder().resolve(file()));
    assertThat(ledger.verify().exitCode()).isZero();
    assertFound(ledger.verifyWithFiles(), "archive", "is missing");
  }

  @Test
  void aFileThatIsCutOffIsFound() throws Exception {
    Path file = ledger.folder().resolve(file());
    byte[] original = Files.readAllBytes(file);
    for (int cut : new int[] {1, 9, original.length / 2, original.length - 4, original.length}) {
      Files.write(file, Arrays.copyOf(original, original.length - cut));
      assertFound(ledger.verifyWithFiles(), "archive", file.getFileName().toString());
      CommandRun restored = ledger.retention("restore", file.toString());
      assertThat(restored.exitCode()).as(restored.err()).isEqualTo(ExitCode.FOUND);
    }
  }

  @Test
  void anyByteOfAFileThatIsChangedIsFoundAndIsNotRestored() throws Exception {
    Path file = ledger.folder().resolve(file());
    byte[] original = Files.readAllBytes(file);
    Random random = new Random(2026);
    for (int i = 0; i < 12; i++) {
      byte[] changed = original.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, changed);
      assertFound(ledger.verifyWithFiles(), "archive", "");
      assertThat(ledger.retention("restore", file.toString()).exitCode()).isEqualTo(ExitCode.FOUND);
      assertThat(ledger.count("2026-05")).isZero();
    }
    Files.write(file, original);
    assertThat(ledger.verifyWithFiles().exitCode()).isZero();
  }

  @Test
  void theFunctionThatDropsMonthsRefusesWhatNoEventNames() throws Exception {
    String restored = file();
    restore(restored);
    String call = "SELECT ledger.drop_archived(%s, true)";
    for (String position :
        new String[] {"1", "999999", "(SELECT max(global_position) FROM ledger.event)"}) {
      assertThat(refusal(call.formatted(position)))
          .contains("is not that of an event retention.archived");
    }
    String archived =
        ledger
            .ledger()
            .text(
                "SELECT min(global_position) FROM ledger.event WHERE event_type = 'retention.archived'");
    tamper("DELETE FROM ledger.event WHERE global_position = " + inMay());
    assertThat(refusal(call.formatted(archived)))
        .contains("has other rows than those that the event");
    assertThat(ledger.count("2026-05")).isPositive();
  }

  @Test
  void anEventThatNamesOnlyBoundsOrLaterPositionsDropsNothing() throws Exception {
    restore(file());
    long rows = ledger.count("2026-05");
    assertThat(refusalOfForged("")).contains("is incomplete");
    assertThat(
            refusalOfForged(
                ",\"last\":\"999999\",\"rows\":\"1\",\"ranges_sha256\":\"00\",\"first\":\"1\""))
        .contains("is not in the tree, or names later positions");
    assertThat(ledger.count("2026-05")).isEqualTo(rows).isPositive();
  }

  /** What the function says of a forged event with the bounds of May and more. */
  private String refusalOfForged(String more) throws SQLException {
    String forged =
        MonthlyLedger.require(ledger.retention("hold", "--session", "s", "--reason", "a case"))
            .out()
            .strip();
    tamper(
        "UPDATE ledger.event SET event_type = 'retention.archived', payload = '{\"result\":"
            + "{\"lower\":\"2026-05-01T00:00:00Z\",\"upper\":\"2026-06-01T00:00:00Z\""
            + more
            + "}}' WHERE global_position = "
            + forged);
    return refusal("SELECT ledger.drop_archived(" + forged + ", true)");
  }

  private String refusal(String sql) {
    try {
      TestSql.text(ledger.ledger().as("ledger_control"), sql);
      return "";
    } catch (SQLException e) {
      return e.getMessage();
    }
  }
}
