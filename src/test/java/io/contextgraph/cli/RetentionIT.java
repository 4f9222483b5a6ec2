package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.notary.Notary;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.retention.MonthRestore;
import io.contextgraph.verify.CheckpointKeys;
import io.contextgraph.verify.Finding;
import io.contextgraph.verify.FindingKind;
import io.contextgraph.verify.LedgerVerification;
import io.contextgraph.verify.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Months of a real ledger go to files and come back. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RetentionIT {
  @TempDir private Path temporary;
  private MonthlyLedger ledger =
      new MonthlyLedger(new NotarizedLedger("", Path.of("")), Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = MonthlyLedger.create(temporary, 2026);
  }

  private static void assertDone(CommandRun run) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
  }

  @Test
  void monthsAreArchivedAndDroppedAndTheLedgerStaysVerifiable() throws Exception {
    long before = ledger.count("2026-05") + ledger.count("2026-06") + ledger.count("2026-07");
    CommandRun run = ledger.archive();
    assertDone(run);
    assertThat(run.out().lines())
        .hasSize(3)
        .first()
        .asString()
        .matches(
            "event_2026_05: (\\d+) events archived in event_2026_05-[0-9a-f]{16}\\.jsonl\\.gz,"
                + " recorded at position \\d+; \\1 rows dropped");
    assertThat(ledger.files())
        .hasSize(6)
        .allMatch(
            name -> name.matches("event_2026_0[567]-[0-9a-f]{16}\\.(jsonl\\.gz|manifest\\.json)"));
    assertThat(ledger.count("2026-05") + ledger.count("2026-06") + ledger.count("2026-07"))
        .isZero();

    CommandRun onTheirWord = ledger.verify();
    assertDone(onTheirWord);
    assertThat(onTheirWord.err())
        .contains(before + " rows are absent, which was taken on the word of retention.archived")
        .contains("their identities were not compared with them");
    CommandRun fromFiles = ledger.verifyWithFiles();
    assertDone(fromFiles);
    assertThat(fromFiles.err())
        .contains(before + " archived rows were verified from files.")
        .doesNotContain("on the word");
    System.out.println(Files.readString(manifest()));
    System.out.println(fromFiles.err());
  }

  private Path manifest() throws Exception {
    return ledger
        .folder()
        .resolve(
            ledger.files().stream().filter(it -> it.endsWith(".json")).findFirst().orElseThrow());
  }

  private List<String> archives() throws Exception {
    return ledger.files().stream().filter(it -> it.endsWith(".gz")).toList();
  }

  @Test
  void restoredRowsAreTheSameToTheByteAndASecondRestoreInsertsNothing() throws Exception {
    String rows = ledger.rows();
    assertDone(ledger.archive());
    assertThat(ledger.rows()).isNotEqualTo(rows);
    for (String file : archives()) {
      CommandRun restored = ledger.retention("restore", ledger.folder().resolve(file).toString());
      assertDone(restored);
      assertThat(restored.out()).contains("inserted, recorded at position");
      CommandRun again = ledger.retention("restore", ledger.folder().resolve(file).toString());
      assertDone(again);
      assertThat(again.out()).contains(": 0 events of").contains("it was restored before");
    }
    assertThat(ledger.rows()).isEqualTo(rows);
    CommandRun verified = ledger.verify();
    assertDone(verified);
    assertThat(verified.err()).doesNotContain("absent");
    CommandRun kept = ledger.archive();
    assertDone(kept);
    assertThat(kept.out()).isEmpty();
    assertThat(ledger.retention("plan", "--keep", "1d", "--no-graph").out())
        .contains("\"verdict\":\"restored\"");
    assertDone(ledger.archive("--keep-restored", "0s"));
    assertThat(ledger.files()).hasSize(6);
    assertDone(ledger.verifyWithFiles());
  }

  @Test
  void aLateEventGetsANewPartitionAndASecondArchiveLeavesTheFirst() throws Exception {
    assertDone(ledger.archive());
    List<String> first = ledger.files();
    ledger.append(5_001, 5_003, number -> 6);
    assertThat(ledger.count("2026-06")).isEqualTo(3);
    ledger.fill(6_000);
    ledger.sign();
    CommandRun second = ledger.archive();
    assertDone(second);
    assertThat(second.out()).startsWith("event_2026_06: 3 events archived");
    assertThat(ledger.files()).hasSize(8).containsAll(first);
    assertThat(ledger.count("2026-06")).isZero();
    assertDone(ledger.verifyWithFiles());
    for (String file : archives()) {
      assertDone(ledger.retention("restore", ledger.folder().resolve(file).toString()));
    }
    assertDone(ledger.verify());
  }

  /** A fork gives the ledger another id; the manifests of before have the old one. */
  @Test
  void aRestoredMonthIsArchivedAgainAfterAFork() throws Exception {
    assertDone(ledger.archive());
    String old = "01a19b7c-0000-4000-8000-a48712937ea3";
    String now = ledger.ledger().text("SELECT ledger_id FROM ledger.head");
    ledger
        .ledger()
        .execute(
            "INSERT INTO ledger.predecessor (ledger_id, successor, position) VALUES ('"
                + old
                + "', '"
                + now
                + "', 1)");
    for (String file : ledger.files()) {
      if (file.endsWith(".json")) {
        Path manifest = ledger.folder().resolve(file);
        Files.writeString(manifest, Files.readString(manifest).replace(now, old));
      }
    }
    for (String file : archives()) {
      assertDone(ledger.retention("restore", ledger.folder().resolve(file).toString()));
    }
    CommandRun again = ledger.archive("--keep-restored", "0s");
    assertDone(again);
    assertThat(ledger.files()).hasSize(6);
    assertThat(ledger.count("2026-05")).isZero();
    assertDone(ledger.verifyWithFiles());
  }

  @Test
  void retentionWithoutARuleOnlyMakesPartitions() throws Exception {
    CommandRun run = ledger.retention("run", "--no-graph", "--months-ahead", "4");
    assertDone(run);
    assertThat(run.err()).contains("No month is due");
    assertThat(ledger.retention("run", "--no-graph", "--keep", "1d").exitCode())
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(ledger.files()).isEmpty();
  }

  @Test
  void aNotaryWithANewKeySignsWhatOtherKeysSignedThoughRowsAreArchived() throws Exception {
    assertDone(ledger.archive());
    ledger.sign();
    NotarizedLedger other =
        new NotarizedLedger(
            ledger.ledger().database(),
            Files.createDirectory(temporary.resolve("b")).resolve("key"));
    new KeyFile(other.key())
        .create(
            SigningKey.generate(
                Notary.origin(other.id()), VerifierKey.ED25519, new SecureRandom()));
    assertDone(other.run("ledger", "checkpoint"));
  }

  @Test
  void aVerificationDuringWhichMonthsAreDroppedNamesNoRowsMissingAndWhatElseItFinds()
      throws Exception {
    int page = 1 << 15;
    ledger.append(10_001, 10_000 + page, number -> 11);
    ledger.append(90_001, 90_100, number -> 6);
    ledger.fill(100_000);
    ledger.sign();
    tamper("UPDATE ledger.event SET agent_id = 'x' WHERE global_position = 2000");
    AtomicBoolean archived = new AtomicBoolean();
    Verification verification;
    try (Connection reader = ledger.ledger().as("ledger_reader").openLedger()) {
      verification =
          new LedgerVerification(reader, new CheckpointKeys(List.of()))
              .run(
                  List.of(),
                  (done, total) -> {
                    if (!archived.getAndSet(true)) {
                      assertThat(done).isLessThan(total);
                      assertDone(ledger.archive());
                    }
                  });
    }
    assertThat(verification.findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.ARCHIVE, FindingKind.ROW_CHANGED);
    assertThat(verification.findings().get(0).detail()).contains("archives changed meanwhile");
    assertThat(verification.found()).isEqualTo(2);
    CommandRun again = ledger.verify();
    assertThat(again.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(again.err()).contains("1 finding (1 row changed)");
  }

  private void tamper(String statement) throws SQLException {
    ledger
        .ledger()
        .execute(
            "ALTER TABLE ledger.event DISABLE TRIGGER refuse_row_change",
            statement,
            "ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER refuse_row_change");
  }

  @Test
  void aMonthThatFailsDoesNotKeepTheOthers() throws Exception {
    String may = "event_2026_05";
    assertDone(ledger.archive());
    String name =
        archives().stream().filter(file -> file.startsWith(may)).findFirst().orElseThrow();
    for (String file : archives()) {
      assertDone(ledger.retention("restore", ledger.folder().resolve(file).toString()));
    }
    Files.writeString(ledger.folder().resolve(name), "no archive");
    CommandRun run = ledger.archive("--keep-restored", "0s");
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.FOUND);
    assertThat(run.err()).contains(may + " stays: archive ").contains("is no gzip file");
    assertThat(run.out()).contains("event_2026_06: ").contains("event_2026_07: ");
    assertThat(ledger.count("2026-05")).isPositive();
    assertThat(ledger.count("2026-06") + ledger.count("2026-07")).isZero();
  }

  @Test
  void theSameLinesThatWereCompressedDifferentlyAreTheSameArchive() throws Exception {
    assertDone(ledger.archive());
    for (String file : archives()) {
      Path path = ledger.folder().resolve(file);
      assertDone(ledger.retention("restore", path.toString()));
      compressAgain(path);
      Files.delete(ledger.folder().resolve(file.replace(".jsonl.gz", ".manifest.json")));
    }
    CommandRun run = ledger.archive("--keep-restored", "0s");
    assertDone(run);
    assertThat(ledger.files()).hasSize(6);
    assertDone(ledger.verifyWithFiles());
  }

  /** With another level of compression, so to other bytes. */
  private static void compressAgain(Path file) throws IOException {
    byte[] before = Files.readAllBytes(file);
    byte[] lines;
    try (GZIPInputStream compressed = new GZIPInputStream(new ByteArrayInputStream(before))) {
      lines = compressed.readAllBytes();
    }
    try (OutputStream stored = new StoredGzip(Files.newOutputStream(file))) {
      stored.write(lines);
    }
    assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
  }

  /** Does not compress. */
  private static final class StoredGzip extends GZIPOutputStream {
    StoredGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.NO_COMPRESSION);
    }
  }

  @Test
  void aRestoreThatEndedBeforeItsEventIsCompletedByAnother() throws Exception {
    String rows = ledger.rows();
    assertDone(ledger.archive());
    for (String name : archives()) {
      Path file = ledger.folder().resolve(name);
      try (Connection control = ledger.ledger().as("ledger_control").openDurable()) {
        MonthRestore restore =
            new MonthRestore(
                control,
                event -> {
                  throw new IllegalStateException("killed");
                },
                Clock.systemUTC(),
                (unit, done, total) -> {});
        assertThatThrownBy(() -> restore.restore(file)).hasMessage("killed");
      }
      assertDone(ledger.verify());
    }
    assertThat(ledger.rows()).isEqualTo(rows);
    assertThat(ledger.retention("plan", "--keep", "1d", "--no-graph").out())
        .as("the rows have no time of grace yet")
        .contains("\"verdict\":\"drop\"");
    for (String name : archives()) {
      CommandRun again = ledger.retention("restore", ledger.folder().resolve(name).toString());
      assertDone(again);
      assertThat(again.out()).contains(": 0 events of").contains("recorded at position");
    }
    assertThat(ledger.retention("plan", "--keep", "1d", "--no-graph").out())
        .contains("\"verdict\":\"restored\"")
        .doesNotContain("\"verdict\":\"drop\"");
  }

  @Test
  void anArchivedIdIsStillADuplicate() throws Exception {
    assertDone(ledger.archive());
    String position = ledger.ledger().text("SELECT position FROM ledger.head");
    ledger.append(1, 3, number -> 5);
    assertThat(ledger.ledger().text("SELECT position FROM ledger.head")).isEqualTo(position);
  }

  @Test
  void aMonthWithAHeldEventStaysUntilItIsReleased() throws Exception {
    assertDone(ledger.retention("hold", "--subject", "person 3", "--reason", "case 1"));
    assertDone(ledger.archive());
    assertThat(ledger.files()).isEmpty();
    assertThat(ledger.retention("plan", "--keep", "1d", "--no-graph").out())
        .contains("subject person 3 is held since position");
    assertDone(ledger.retention("release", "--subject", "person 3", "--reason", "closed"));
    assertDone(ledger.archive());
    assertThat(ledger.files()).hasSize(6);
  }

  @Test
  void nothingGoesByDefaultOrBeforeTreeCheckpointAndTypesAllowIt() throws Exception {
    assertDone(ledger.retention("run", "--archive", ledger.folder().toString(), "--no-graph"));
    assertDone(
        ledger.retention(
            "run", "--archive", ledger.folder().toString(), "--no-graph", "--keep", "tool.*=1d"));
    assertDone(ledger.archive("--keep", "model.call=3000d"));
    assertThat(ledger.files()).isEmpty();
    ledger.append(5_001, 5_001, number -> 5);
    String plan = ledger.retention("plan", "--keep", "1d", "--no-graph").out();
    assertThat(plan.lines().findFirst().orElseThrow()).contains("\"verdict\":\"awaits tree\"");
    ledger.fill(6_000);
    plan = ledger.retention("plan", "--keep", "1d", "--no-graph").out();
    assertThat(plan.lines().findFirst().orElseThrow())
        .contains("\"verdict\":\"awaits checkpoint\"");
  }

  @Test
  void withoutAWordAboutTheGraphNothingIsDone() {
    CommandRun run =
        ledger.retention("run", "--archive", ledger.folder().toString(), "--keep", "1d");
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("--no-graph says that no graph reads this ledger");
  }

  @Test
  void aDryRunChangesNothingAndTheNextMonthsGetTheirPartitions() throws Exception {
    String partitions =
        "SELECT count(*) FROM pg_inherits WHERE inhparent = 'ledger.event'::regclass";
    String before = ledger.ledger().text(partitions);
    CommandRun dry = ledger.archive("--dry-run");
    assertDone(dry);
    assertThat(dry.out().lines().filter(line -> line.contains("\"verdict\":\"archive\"")))
        .hasSize(3);
    assertThat(ledger.ledger().text(partitions)).isEqualTo(before);
    assertDone(ledger.retention("run", "--archive", ledger.folder().toString(), "--no-graph"));
    for (int month = 0; month <= 2; month++) {
      assertThat(
              ledger
                  .ledger()
                  .text(
                      "SELECT ledger.attached_partition(now() + interval '" + month + " months')"))
          .startsWith("event_");
    }
  }

  @Test
  void controlEventsOfAnArchivedMonthStay() throws Exception {
    tamper(
        "UPDATE ledger.event SET session_id = 'ledger:control', stream = 'ledger:control',"
            + " event_type = 'audit.replay' WHERE global_position = (SELECT min(global_position)"
            + " FROM ledger.event WHERE occurred_at < '2026-06-01')");
    assertDone(ledger.archive());
    assertThat(ledger.count("2026-05")).isEqualTo(1);
    assertThat(ledger.count("2026-06")).isZero();
    assertThat(
            ledger
                .ledger()
                .text(
                    "SELECT min(tableoid::regclass::text) FROM ledger.event WHERE occurred_at < '2026-06-01'"))
        .isEqualTo("ledger.event_2026_05");
    assertThat(ledger.verify().out())
        .as("the row was changed, and the new partition has all its parts")
        .contains("\"kind\":\"row changed\"")
        .doesNotContain("\"kind\":\"schema\"");
  }
}
