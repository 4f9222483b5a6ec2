package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.evidence.Packs;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.note.Cosignature;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code evidence} and {@code evidence check} on a real ledger. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EvidenceIT {
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  @TempDir private Path folder;
  private NotarizedLedger ledger = new NotarizedLedger("", Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = NotarizedLedger.create(folder);
    append(1, 1_500);
    sign("checkpoint");
    Files.writeString(folder.resolve("trust.json"), trust("[]", 0));
  }

  private String trust(String witnesses, int quorum) throws Exception {
    return "{\"origin\": \"context-graph/%s\", \"logs\": [{\"vkey\": \"%s\"}], \"witnesses\": %s, \"quorum\": %d}"
        .formatted(ledger.id(), ledger.vkey(), witnesses, quorum);
  }

  /** Appends events of three sessions, a second apart, in turn. */
  private void append(int from, int upTo) throws SQLException {
    try (PostgresLedger writer =
        new PostgresLedger(ledger.as("ledger_writer"), LedgerMark.NONE, 0)) {
      for (int first = from; first <= upTo; first += 500) {
        List<Event> batch = new ArrayList<>();
        for (int number = first; number <= Math.min(upTo, first + 499); number++) {
          batch.add(event(number));
        }
        writer.append(batch);
      }
    }
  }

  private static Event event(int number) {
    return EventFields.valid()
        .with("event_id", NotarizedLedger.eventId(1, number))
        .with("occurred_at", START.plusSeconds(number).toString())
        .with("session_id", "s" + number % 3)
        .with("agent_id", "a" + number % 2)
        .with("trace_id", "t" + number / 100)
        .with("payload", "{\"n\":\n" + number + "}")
        .with("model", "é\t" + number % 7)
        .event("events", "1762074000000-" + number);
  }

  private void letter(String session, String agent, String entry, Instant seen)
      throws SQLException {
    byte[] fields =
        FieldsFormat.write(
            EventFields.valid()
                .with("session_id", session)
                .with("agent_id", agent)
                .with("event_id", "none")
                .list());
    ledger.execute(
        "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields, first_seen_at)"
            + " VALUES ('events', '%s', 'INVALID_UUID', 'x', '\\x%s', '%s')"
                .formatted(entry, HexFormat.of().formatHex(fields), seen));
  }

  private void sign(String file) {
    assertThat(ledger.run("ledger", "checkpoint", "--out", path(file)).exitCode()).isZero();
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private CommandRun make(String out, String... question) {
    return ledger.run(
        Stream.of(
                Stream.of("evidence"),
                Stream.of(question),
                Stream.of("--checkpoint", path("checkpoint"), "--out", path(out)))
            .flatMap(it -> it)
            .toArray(String[]::new));
  }

  private String made(String out, String... question) {
    CommandRun run = make(out, question);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.err();
  }

  /** Without any variable that names a server. */
  private CommandRun check(String pack, String... more) {
    return CommandRun.of(
        Map.of(),
        Stream.concat(
                Stream.of("evidence", "check", path(pack), "--trust", path("trust.json")),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private String checked(String pack, String... more) {
    CommandRun run = check(pack, more);
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    return run.out();
  }

  private byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  private void rewrite(String member, UnaryOperator<String> change) throws IOException {
    Map<String, byte[]> members = Packs.read(folder.resolve("pack.zip"));
    String text = new String(members.get(member), StandardCharsets.UTF_8);
    String changed = change.apply(text);
    assertThat(changed).isNotEqualTo(text);
    members.put(member, changed.getBytes(StandardCharsets.UTF_8));
    Packs.write(members, folder.resolve("changed.zip"));
  }

  @Test
  void aSessionOverSeveralTilesIsProvenWithoutAServer() throws Exception {
    made("pack.zip", "--session", "s1");
    String checked = checked("pack.zip");
    System.out.println(checked);
    assertThat(checked)
        .contains(
            "proven:     the events in events.jsonl, 500 from position 1 to 1498, are recorded")
        .contains("signed the ledger with positions 1 to 1500")
        .contains("not proven: that these are all recorded events of the question");
    assertThat(Packs.read(folder.resolve("pack.zip")).get("events.jsonl"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(ledger.run("events", "--session", "s1").out());
  }

  @Test
  void theSameQuestionGivesTheSameBytesWhateverWasRecordedSince() throws Exception {
    letter("s1", "a1", "1-1", START);
    made("pack.zip", "--session", "s1");
    append(1_501, 1_900);
    letter("s1", "a1", "1-2", Instant.now());
    assertThat(ledger.run("dead-letters", "discard", "1", "--reason", "known").exitCode()).isZero();
    sign("newer");
    String notice = made("again.zip", "--session", "s1");
    assertThat(bytes("again.zip")).isEqualTo(bytes("pack.zip"));
    assertThat(notice).contains("Later events of the question are left out", "position 1500");
  }

  @Test
  void aPeriodWithEveryPositionIsProvenToBeComplete() {
    made("pack.zip", "--from", "2026-11-02", "--to", "2026-11-03");
    assertThat(checked("pack.zip"))
        .contains("proven:     no event is left out between positions 1 and 1500")
        .doesNotContain("before or after them");
    made("pack.zip", "--from", "2026-11-02T09:00:10Z", "--to", "2026-11-02T09:00:20Z");
    assertThat(checked("pack.zip"))
        .contains("proven:     no event is left out between positions 10 and 19")
        .contains("not proven: that no other recorded event, before or after them");
  }

  @Test
  void aPackThatWasTamperedWithEndsWith1AndNamesTheLine() throws Exception {
    made("pack.zip", "--session", "s1", "--agent", "a1");
    rewrite("events.jsonl", it -> it.replaceFirst("\\{\"n\": 13\\}", "{\"n\": 31}"));
    assertThat(check("changed.zip").out())
        .contains("wrong:      line 3 of events.jsonl: the event is malformed: its payload is not");
    rewrite("events.jsonl", it -> it.replace("2026-11-02T09:00:13Z", "2026-11-02T09:00:14Z"));
    System.out.println(check("changed.zip").out());
    assertThat(check("changed.zip").exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(check("changed.zip").out())
        .contains(
            "wrong:      line 3 of events.jsonl, position 13: the content of the event is not");
    byte[] bytes = bytes("pack.zip");
    Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(check("cut.zip").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(check("cut.zip").err())
        .contains("is not a pack of evidence: the zip file's directory");
    assertThat(check("checkpoint").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(check("none.zip").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void theQuorumOfWitnessesIsDemanded() throws Exception {
    SigningKey witness =
        SigningKey.generate("witness.example/w1", VerifierKey.COSIGNATURE, new SecureRandom());
    String witnesses = "[\"" + witness.verifierKey() + "\"]";
    Files.writeString(folder.resolve("trust.json"), trust(witnesses, 1));
    made("pack.zip", "--trace", "t3");
    assertThat(check("pack.zip").exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(check("pack.zip").out()).contains("0 of 1 witnesses cosigned, and 1 are demanded");
    SignedNote note = SignedNote.parse(bytes("checkpoint"));
    Files.write(
        folder.resolve("checkpoint"),
        note.with(Cosignature.sign(witness, note.text(), START)).toBytes());
    made("pack.zip", "--trace", "t3");
    assertThat(checked("pack.zip"))
        .contains("proven:     witnesses saw this ledger", "witness.example/w1 at 2026-11-02");
  }

  @Test
  void theLedgerIsProvenToContinueTheAuditorsOwnCheckpoint() throws Exception {
    Files.copy(folder.resolve("checkpoint"), folder.resolve("kept"));
    append(1_501, 2_100);
    sign("checkpoint");
    made("pack.zip", "--session", "s2", "--since", path("kept"));
    assertThat(checked("pack.zip"))
        .contains("proven:     the ledger with positions 1 to 2100 continues that with positions 1")
        .contains("not proven: that the ledger continues a checkpoint of yours");
    String continued = checked("pack.zip", "--since", path("kept"));
    System.out.println(continued);
    assertThat(continued).doesNotContain("of yours");
    made("without.zip", "--session", "s2");
    CommandRun demanded = check("without.zip", "--since", path("kept"));
    assertThat(demanded.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(demanded.out())
        .contains("wrong:      the pack has no proof from a checkpoint of 1500");
    CommandRun swapped =
        ledger.run(
            "evidence",
            "--session",
            "s2",
            "--checkpoint",
            path("kept"),
            "--since",
            path("checkpoint"),
            "--out",
            path("none.zip"));
    assertThat(swapped.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(swapped.err()).contains("the older checkpoint has 2100 positions, more than");
  }

  @Test
  void deadLettersAreShownOnlyToWhoAsksForWhatTheyName() throws Exception {
    letter("s1", "a1", "1-1", START);
    letter("s2", "a1", "1-2", START.plusSeconds(60));
    assertThat(letters("--session", "s1")).hasSize(1).allMatch(it -> it.contains("\"fields\":"));
    assertThat(letters("--agent", "a1")).hasSize(2).allMatch(it -> it.contains("\"fields\":"));
    assertThat(letters("--session", "s2", "--agent", "a0")).isEmpty();
    assertThat(letters("--trace", "t1")).hasSize(2).noneMatch(it -> it.contains("fields"));
    assertThat(letters("--from", START.toString(), "--to", START.plusSeconds(1).toString()))
        .hasSize(1)
        .allMatch(it -> it.contains("\"reason\":\"INVALID_UUID\"") && !it.contains("entry_id"));
    assertThat(letters("--agent", "a1", "--to", START.plusSeconds(1).toString())).hasSize(1);
  }

  private List<String> letters(String... question) throws IOException {
    made("pack.zip", question);
    checked("pack.zip");
    byte[] lines = Packs.read(folder.resolve("pack.zip")).get("dead-letters.jsonl");
    return new String(lines, StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void whatPrivilegedCommandsDidIsInEveryPack() throws Exception {
    letter("s1", "a1", "1-1", START);
    assertThat(ledger.run("dead-letters", "discard", "1", "--reason", "why").exitCode()).isZero();
    made("pack.zip", "--session", "s0");
    assertThat(checked("pack.zip")).contains("control-events.jsonl has none");
    sign("checkpoint");
    made("pack.zip", "--session", "s0");
    assertThat(checked("pack.zip"))
        .contains(
            "proven:     the events in control-events.jsonl, 1 from position 1501 to 1501, are");
    assertThat(
            new String(
                Packs.read(folder.resolve("pack.zip")).get("control-events.jsonl"),
                StandardCharsets.UTF_8))
        .contains("\"event_type\":\"audit.discard\"", "why");
  }

  @Test
  void theCommandsInTheReadmeOfThePackWork() throws Exception {
    made("pack.zip", "--session", "s1");
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    for (Map.Entry<String, byte[]> member : Packs.read(folder.resolve("pack.zip")).entrySet()) {
      Files.write(unpacked.resolve(member.getKey()), member.getValue());
    }
    List<String> commands =
        Files.readString(unpacked.resolve("README.txt"))
            .lines()
            .filter(line -> line.startsWith("      sed") || line.startsWith("      awk"))
            .toList();
    assertThat(commands).hasSize(2);
    String output = "";
    for (String command : commands) {
      Process shell =
          new ProcessBuilder("sh", "-c", command)
              .directory(unpacked.toFile())
              .redirectErrorStream(true)
              .start();
      output += new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).as(output).isZero();
    }
    assertThat(output.lines().filter(line -> line.endsWith(": OK"))).as(output).hasSize(7);
    String line = Files.readAllLines(unpacked.resolve("events.jsonl")).get(16);
    Files.writeString(folder.resolve("event.json"), line);
    assertThat(
            CommandRun.of(
                    Map.of(),
                    "ledger",
                    "check",
                    unpacked.resolve("event.tlog-proof").toString(),
                    "--event",
                    path("event.json"),
                    "--vkey",
                    ledger.vkey())
                .exitCode())
        .isZero();
    assertThat(
            ledger
                .run(
                    "ledger",
                    "prove",
                    NotarizedLedger.eventId(1, 49),
                    "--checkpoint",
                    path("checkpoint"))
                .out())
        .isEqualTo(Files.readString(unpacked.resolve("event.tlog-proof")));
  }

  @Test
  void noPackIsMadeOfARowThatWasChangedOrForAnotherLedgersCheckpoint() throws Exception {
    NotarizedLedger other = ledger.backup();
    append(1_501, 1_600);
    sign("checkpoint");
    other.append(9, 1, 100);
    CommandRun foreign =
        other.run(
            "evidence",
            "--session",
            "s1",
            "--checkpoint",
            path("checkpoint"),
            "--out",
            path("x.zip"));
    assertThat(foreign.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(foreign.err()).contains("another tree than the checkpoint of 1600 positions");
    ledger.execute(
        "ALTER TABLE ledger.event DISABLE TRIGGER ALL",
        "UPDATE ledger.event SET tool_name = 'other' WHERE global_position = 7");
    CommandRun changed = make("x.zip", "--session", "s1");
    assertThat(changed.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(changed.err()).contains("is not what its content hash says: run \"context-graph");
    assertThat(make("x.zip", "--session", "s2").exitCode()).isZero();
    ledger.execute(
        "ALTER TABLE ledger.event DISABLE TRIGGER ALL",
        "UPDATE ledger.event SET entry_id = '1-7' WHERE global_position = 8");
    assertThat(make("y.zip", "--session", "s2").err())
        .contains("the event at position 8 is not the one of which the tree has the leaf");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .contains("x.zip")
          .noneMatch(it -> it.equals("y.zip") || it.startsWith(".evidence"));
    }
  }

  @Test
  void aQuestionWithoutConditionsOrFilesIsWrongUsage() {
    assertThat(make("x.zip").err()).contains("name --session, --agent, --trace, --from or --to");
    assertThat(ledger.run("evidence", "--session", "s1", "--out", path("x.zip")).err())
        .contains("missing option --checkpoint FILE");
    assertThat(
            ledger
                .run("evidence", "--session", "s1", "--checkpoint", path("checkpoint"))
                .exitCode())
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(make("none/x.zip", "--session", "s1").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(CommandRun.of(Map.of(), "evidence", "check", path("checkpoint")).err())
        .contains("--vkey or --trust");
  }
}
