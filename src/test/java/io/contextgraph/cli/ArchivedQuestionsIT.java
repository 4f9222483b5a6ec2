package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.archive.ArchiveEvents;
import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.query.ArchivedPages;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.EventQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events, proofs and evidence from archived months are those that the ledger gave before. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ArchivedQuestionsIT {
  @TempDir private Path temporary;
  private MonthlyLedger ledger =
      new MonthlyLedger(new NotarizedLedger("", Path.of("")), Path.of(""));
  private int archivedNumber;

  @BeforeEach
  void create() throws Exception {
    ledger = MonthlyLedger.create(temporary, 7);
    archivedNumber = 100;
  }

  private CommandRun run(List<String> words, String... more) {
    CommandRun run =
        ledger
            .ledger()
            .run(Stream.concat(words.stream(), Arrays.stream(more)).toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private String[] withFiles() {
    return new String[] {"--archive", ledger.folder().toString()};
  }

  private void archive() {
    assertThat(ledger.archive().exitCode()).isZero();
  }

  @Test
  void everyQuestionHasTheSameAnswerAsBefore() throws Exception {
    List<List<String>> questions =
        List.of(
            List.of("events", "--limit", "1000", "--to", "2026-11-01T00:00:00Z"),
            List.of("events", "--session", "session 3"),
            List.of("events", "--session", "session 3", "--limit", "7", "--after", "50"),
            List.of(
                "events",
                "--agent",
                "a1",
                "--from",
                "2026-06-03T00:00:00Z",
                "--to",
                "2026-07-02T00:00:00Z"),
            List.of("events", "--trace", "t1", "--limit", "3"),
            List.of("events", "--id", MonthlyLedger.eventId(archivedNumber), "--format", "json"));
    List<String> before = questions.stream().map(it -> run(it).out()).toList();
    archive();
    for (int i = 0; i < questions.size(); i++) {
      assertThat(run(questions.get(i), withFiles()).out())
          .as(questions.get(i).toString())
          .isEqualTo(before.get(i));
    }
  }

  @Test
  void manyPagesOfFilesAndLedgerAreInOneOrder() throws Exception {
    ledger.append(3_001, 6_000, number -> 5 + number % 7);
    ledger.fill(7_000);
    ledger.sign();
    List<String> all = List.of("events", "--session", "session 3");
    String before = run(all).out();
    archive();
    assertThat(run(all, withFiles()).out()).isEqualTo(before);
    assertThat(before.lines()).hasSizeGreaterThan(300);
  }

  @Test
  void withoutTheFolderTheAnswerNamesTheFilesThatMayHaveMore() throws Exception {
    archive();
    CommandRun session = run(List.of("events", "--session", "session 3"));
    assertThat(session.err())
        .contains("Archived months are not in the answer and may have more: event_2026_05-")
        .contains("event_2026_07-");
    CommandRun june =
        run(
            List.of(
                "events",
                "--session",
                "session 3",
                "--from",
                "2026-06-01T00:00:00Z",
                "--to",
                "2026-07-01T00:00:00Z"));
    assertThat(june.err())
        .contains("event_2026_06-")
        .doesNotContain("event_2026_05-", "event_2026_07-");
    CommandRun now =
        run(List.of("events", "--session", "session 3", "--from", "2026-11-01T00:00:00Z"));
    assertThat(now.err()).doesNotContain("Archived");
    CommandRun one = ledger.ledger().run("events", "--id", MonthlyLedger.eventId(archivedNumber));
    assertThat(one.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(one.err()).contains("it is archived in event_2026_0");
    assertThat(ledger.ledger().run("events", "--id", MonthlyLedger.eventId(99_999)).err())
        .contains("the ledger has no event");
  }

  @Test
  void anArchivedEventIsProvenByItsOwnLine() throws Exception {
    archive();
    Path proof = temporary.resolve("proof");
    Path line = temporary.resolve("line.json");
    String id = MonthlyLedger.eventId(archivedNumber);
    assertThat(ledger.ledger().run("ledger", "prove", id).err())
        .contains("it is archived in event_2026_0");
    run(List.of("ledger", "prove", id, "--out", proof.toString()), withFiles());
    Files.writeString(
        line, run(List.of("events", "--id", id, "--format", "json"), withFiles()).out());
    CommandRun check =
        CommandRun.of(
            Map.of(),
            "ledger",
            "check",
            proof.toString(),
            "--vkey",
            ledger.ledger().vkey(),
            "--event",
            line.toString());
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    assertThat(check.out()).contains("proven:     the content of the event");
  }

  @Test
  void anEventThatWasChangedInItsFileIsNotPrinted() throws Exception {
    archive();
    String id = MonthlyLedger.eventId(archivedNumber);
    for (String file : ledger.files()) {
      if (file.endsWith(".gz")) {
        change(ledger.folder().resolve(file));
      }
    }
    CommandRun printed =
        ledger
            .ledger()
            .run("events", "--id", id, "--format", "json", withFiles()[0], withFiles()[1]);
    assertThat(printed.exitCode()).as(printed.err()).isEqualTo(ExitCode.FOUND);
    assertThat(printed.err()).contains("than the one of which the tree has the leaf");
    assertThat(printed.out()).isEmpty();
  }

  /** Gives the event another entry of the stream, which is part of its leaf alone. */
  private void change(Path file) throws IOException {
    String lines;
    try (GZIPInputStream compressed = new GZIPInputStream(Files.newInputStream(file))) {
      lines = new String(compressed.readAllBytes(), StandardCharsets.UTF_8);
    }
    try (OutputStream changed = new GZIPOutputStream(Files.newOutputStream(file))) {
      changed.write(
          lines
              .replace("-" + archivedNumber + "\"", "-" + archivedNumber + "9\"")
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aControlEventOfAnArchivedMonthIsProvenFromItsRow() throws Exception {
    long position;
    try (ControlEvents events =
        ControlEvents.open(
            ledger.ledger().as("ledger_control"),
            new ControlEvent.Actor("ledger_control", "tester", Optional.empty()),
            UUID::randomUUID,
            InstantSource.fixed(Instant.parse("2026-06-15T09:00:00Z")))) {
      position = events.append(ArchiveEvents.restored(1, "none", 0));
    }
    ledger.append(3_001, 3_003, number -> 6);
    ledger.fill(7_000);
    ledger.sign();
    archive();
    assertThat(ledger.count("2026-06")).isEqualTo(1);
    String id =
        ledger
            .ledger()
            .text("SELECT event_id FROM ledger.event WHERE global_position = " + position);
    assertThat(run(List.of("ledger", "prove", id), withFiles()).out())
        .startsWith("c2sp.org/tlog-proof@v1");
  }

  @Test
  void aPackFromArchivesHasTheSameBytesAsOneFromBefore() throws Exception {
    Path checkpoint = temporary.resolve("checkpoint");
    run(List.of("ledger", "checkpoint", "--out", checkpoint.toString()));
    Path before = temporary.resolve("before.zip");
    Path after = temporary.resolve("after.zip");
    Path without = temporary.resolve("without.zip");
    List<String> question =
        List.of("evidence", "--session", "session 3", "--checkpoint", checkpoint.toString());
    run(question, "--out", before.toString());
    archive();
    CommandRun incomplete =
        ledger
            .ledger()
            .run(
                Stream.concat(question.stream(), Stream.of("--out", without.toString()))
                    .toArray(String[]::new));
    assertThat(incomplete.exitCode()).as(incomplete.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(incomplete.err())
        .contains("Archived months are not in the answer")
        .contains("event_2026_05-")
        .contains("--archive DIR");
    run(question, "--out", after.toString(), "--archive", ledger.folder().toString());
    assertThat(after).hasSameBinaryContentAs(before);
    assertThat(without).doesNotExist();
  }

  @Test
  void anAnswerDuringWhichMonthsWereArchivedIsNotCalledComplete() throws Exception {
    EventQuery query = new EventQuery("session 3", null, null, null, null);
    EventQuery later =
        new EventQuery("session 3", null, null, OffsetDateTime.parse("2026-11-01T00:00:00Z"), null);
    try (Connection connection = ledger.ledger().as("ledger_control").openDurable();
        ArchivedPages pages =
            new ArchivedPages(
                new EventPages(connection)::read,
                new ArchiveFolder(ledger.folder()),
                new RecordedArchives(connection),
                Clock.systemUTC())) {
      pages.requireComplete(query);
      archive();
      assertThatThrownBy(() -> pages.requireComplete(query))
          .isInstanceOf(ArchiveException.class)
          .hasMessage("event_2026_05 was archived meanwhile: run the command again");
      pages.requireComplete(later);
    }
  }

  @Test
  void aFileThatIsMissingEndsTheAnswerWith1() throws Exception {
    archive();
    String file =
        ledger.files().stream().filter(it -> it.endsWith(".gz")).findFirst().orElseThrow();
    Files.delete(ledger.folder().resolve(file));
    CommandRun run =
        ledger
            .ledger()
            .run("events", "--session", "session 3", "--archive", ledger.folder().toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(run.err()).contains(file + " is missing");
  }
}
