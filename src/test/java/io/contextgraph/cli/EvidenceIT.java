package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.evidence.Packs;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
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
        .with("söme", "é\t" + number % 7)
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
        .contains("proven:     500 events in events.jsonl, from position 1 to 1498")
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
}
