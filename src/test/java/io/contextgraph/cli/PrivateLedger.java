package io.contextgraph.cli;

import io.contextgraph.archive.ArchiveEvents;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventId;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.privacy.KeyEncryptionKey;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.Keysets;
import io.contextgraph.privacy.SubjectKey;
import io.contextgraph.privacy.WrappedKeyset;
import io.contextgraph.system.TestControl;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A real ledger with a key store, and the files of its keys.
 *
 * @param folder where the files are
 * @param vkey the verifier key of receipts
 */
record PrivateLedger(String database, Path folder, String vkey) {
  /** A new ledger without events. */
  static PrivateLedger create(Path folder) {
    PrivateLedger ledger = new PrivateLedger(TestServers.newLedgerWithKeyStore(), folder, "");
    run(ledger.environment(), "privacy", "key", "new", folder.resolve("keks").toString());
    String file = folder.resolve("receipts").toString();
    String vkey = run(ledger.environment(), "privacy", "signing-key", "new", file).out().strip();
    return new PrivateLedger(ledger.database, folder, vkey);
  }

  Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    variables.put("CONTEXT_GRAPH_POSTGRES_URI", uri("ledger_reader"));
    variables.put("CONTEXT_GRAPH_POSTGRES_CONTROL_URI", uri("ledger_control"));
    variables.put("CONTEXT_GRAPH_PRIVACY_OFFICER_URI", uri("privacy_officer"));
    variables.put("CONTEXT_GRAPH_PRIVACY_OPENER_URI", uri("privacy_opener"));
    variables.put("CONTEXT_GRAPH_PRIVACY_KEY_FILE", folder.resolve("keks").toString());
    variables.put("CONTEXT_GRAPH_PRIVACY_SIGNING_KEY_FILE", folder.resolve("receipts").toString());
    return variables;
  }

  private String uri(String role) {
    return TestControl.uri(database, role);
  }

  private static CommandRun run(Map<String, String> environment, String... words) {
    return CommandRun.of(environment, words);
  }

  CommandRun run(String... words) {
    return run(environment(), words);
  }

  String text(String query) throws SQLException {
    return TestSql.text(TestServers.ledger(database, "postgres"), query);
  }

  void execute(String... statements) throws SQLException {
    TestSql.execute(TestServers.ledger(database, "postgres"), statements);
  }

  /** Gives a subject a key that no program has leased, so that no erasure waits. */
  SubjectKey key(String subject) throws IOException, SQLException {
    KeyEncryptionKey kek =
        new KeyEncryptionKeyFile(folder.resolve("keks").toString()).read().active();
    WrappedKeyset keyset = Keysets.create(kek, subject);
    execute(
        "INSERT INTO privacy.kek (kek_id, state) VALUES ('"
            + kek.id()
            + "', 'active') ON CONFLICT DO NOTHING",
        "INSERT INTO privacy.subject (subject_id, keyset, kek_id) VALUES ('"
            + subject
            + "', '\\x"
            + HexFormat.of().formatHex(keyset.bytes())
            + "', '"
            + kek.id()
            + "')");
    return Keysets.unwrap(kek, subject, keyset);
  }

  static EventId eventId(int number) {
    return EventId.of(new UUID(0x4000, Long.MIN_VALUE | number));
  }

  /** Fields of an event with this number. */
  static EventFields event(int number) {
    return EventFields.valid().with("event_id", eventId(number).toString());
  }

  /** The same, about a subject, with personal data that its key sealed. */
  static EventFields sealed(int number, String subject, SubjectKey key, String personalData) {
    return event(number)
        .with("subject_id", subject)
        .with(
            "personal_data_sealed",
            key.seal(eventId(number), personalData.getBytes(StandardCharsets.UTF_8)).toBase64());
  }

  /** Appends events in this order, in one batch. */
  void append(EventFields... events) throws SQLException {
    List<Event> batch = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      batch.add(events[i].event("events", "1762074000000-" + i));
    }
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 0)) {
      writer.append(batch);
    }
  }

  /** Records that the first event was archived, and leaves its row where it is. */
  void recordArchive(String file) throws SQLException {
    ArchivedMonth month =
        new ArchivedMonth(
            "event_2026_11",
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"),
            new ArchivedMonth.Positions(1, 1, 1, 1, "digest"),
            new ArchivedMonth.FileDigests(file, "lines", "bytes"),
            ArchivedMonth.GraphRule.KEEP);
    try (ControlEvents control =
        ControlEvents.open(
            TestServers.ledger(database, "ledger_control"),
            new ControlEvent.Actor("ledger_control", "tester", Optional.empty()),
            UUID::randomUUID,
            InstantSource.system())) {
      control.append(ArchiveEvents.archived(month, List.of(), List.of(), "tiles", 1));
    }
  }

  /** Adds a dead letter of an entry with these fields. */
  void addLetter(EventFields fields) throws SQLException {
    execute(
        "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields) SELECT 'events',"
            + " '1-' || count(*), 'INVALID_STATUS', '', '\\x"
            + HexFormat.of().formatHex(FieldsFormat.write(fields.list()))
            + "' FROM ledger.dead_letter");
  }
}
