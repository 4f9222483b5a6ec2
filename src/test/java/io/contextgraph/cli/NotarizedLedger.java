package io.contextgraph.cli;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.SealedValue;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.notary.Notary;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A real ledger with the key of its notary.
 *
 * @param database its name
 * @param key the file of the notary's keys
 */
record NotarizedLedger(String database, Path key) {
  /** A new ledger without events. */
  static NotarizedLedger create(Path folder) throws IOException, SQLException {
    NotarizedLedger ledger = new NotarizedLedger(TestServers.newLedger(), folder.resolve("key"));
    new KeyFile(ledger.key)
        .create(
            SigningKey.generate(
                Notary.origin(ledger.id()), VerifierKey.ED25519, new SecureRandom()));
    return ledger;
  }

  PostgresConnections as(String role) {
    return TestServers.ledger(database, role);
  }

  String id() throws SQLException {
    return text("SELECT ledger_id FROM ledger.head");
  }

  String text(String query) throws SQLException {
    return TestSql.text(as("postgres"), query);
  }

  void execute(String... statements) throws SQLException {
    TestSql.execute(as("postgres"), statements);
  }

  /** The same files and another database, which has this one's present content. */
  NotarizedLedger backup() throws SQLException {
    String copy = database + "_backup";
    TestSql.execute(
        TestServers.ledger("postgres", "postgres"),
        "CREATE DATABASE " + copy + " TEMPLATE " + database);
    return new NotarizedLedger(copy, key);
  }

  String vkey() throws IOException {
    return new KeyFile(key).read().get(0).verifierKey().toString();
  }

  /** The id of the event with a number. */
  static String eventId(int seed, int number) {
    return new UUID(seed, Long.MIN_VALUE | number).toString();
  }

  /**
   * Appends events with these numbers in batches of 100; every third one has sealed personal data.
   */
  void append(int seed, int from, int upTo) throws SQLException {
    try (PostgresLedger ledger = new PostgresLedger(as("ledger_writer"), LedgerMark.NONE, 0)) {
      for (int first = from; first <= upTo; first += 100) {
        List<Event> batch = new ArrayList<>();
        for (int number = first; number <= Math.min(upTo, first + 99); number++) {
          batch.add(event(seed, number));
        }
        ledger.append(batch);
      }
    }
  }

  private static Event event(int seed, int number) {
    EventFields fields =
        EventFields.valid()
            .with("event_id", eventId(seed, number))
            .with("payload", "{\"n\":\n" + number + "}")
            .with("model", "m" + number % 3);
    if (number % 3 == 0) {
      byte[] ciphertext = new byte[33 + number % 50];
      Arrays.fill(ciphertext, (byte) number);
      fields
          .with("subject_id", "person-" + number % 5)
          .with("personal_data_sealed", new SealedValue(1, ciphertext).toBase64());
    }
    return fields.event("events", "1762074000000-" + number);
  }

  CommandRun run(String... words) {
    return CommandRun.of(environment(), words);
  }

  Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    variables.put("CONTEXT_GRAPH_POSTGRES_URI", uri("ledger_operator"));
    variables.put("CONTEXT_GRAPH_POSTGRES_NOTARY_URI", uri("ledger_notary"));
    variables.put("CONTEXT_GRAPH_POSTGRES_CONTROL_URI", uri("ledger_control"));
    variables.put("CONTEXT_GRAPH_CHECKPOINT_KEY_FILE", key.toString());
    return variables;
  }

  private String uri(String role) {
    PostgresConnections connections = as(role);
    return connections
        .address()
        .uri()
        .toString()
        .replace("//", "//" + role + ":" + connections.address().resolvedPassword() + "@");
  }
}
