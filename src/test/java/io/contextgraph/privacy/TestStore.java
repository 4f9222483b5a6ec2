package io.contextgraph.privacy;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A real ledger with its key store.
 *
 * @param database its name
 * @param kek the active key-encryption key
 */
public record TestStore(String database, KeyEncryptionKey kek) {
  public static final ControlEvent.Actor OFFICER =
      new ControlEvent.Actor("privacy_officer", "ada", Optional.of("desk"));

  /** A new one, compared with its ledger. */
  public static TestStore create() throws SQLException {
    TestStore store =
        new TestStore(
            TestServers.newLedgerWithKeyStore(),
            KeyEncryptionKey.generate(new java.security.SecureRandom()));
    store.compare();
    return store;
  }

  public PostgresConnections as(String role) {
    return TestServers.ledger(database, role);
  }

  public KeyStore open(String role) throws SQLException {
    return KeyStore.open(as("privacy_" + role));
  }

  public void compare() throws SQLException {
    try (KeyStore store = open("sealer");
        Connection ledger = as("ledger_reader").openLedger()) {
      new LedgerComparison(store, ledger).require();
    }
  }

  public Lease lease(KeyStore sealer, String subject) throws SQLException {
    return sealer.lease(subject, Keysets.create(kek, subject), false);
  }

  Tombstone erase(KeyStore officer, String subject) throws SQLException {
    return officer.erase(
        subject, "asked", EventId.of(UUID.randomUUID()), OFFICER, DespiteHolds.NONE);
  }

  /** As if no program had ever leased the key of a subject. */
  void endLeases(String subject) throws SQLException {
    execute(
        "ALTER TABLE privacy.subject DISABLE TRIGGER keep_subject",
        "UPDATE privacy.subject SET leased_until = NULL WHERE subject_id = '" + subject + "'",
        "ALTER TABLE privacy.subject ENABLE ALWAYS TRIGGER keep_subject");
  }

  /** Records in the ledger that a subject was erased; returns the position. */
  public long recordErasure(String subject, Optional<String> kekId) throws SQLException {
    SortedMap<String, String> result = new TreeMap<>();
    kekId.ifPresent(id -> result.put("kek_id", id));
    return record("privacy.erased", new TreeMap<>(java.util.Map.of("subject", subject)), result);
  }

  /** Records a control event; returns its position. */
  long record(String type, SortedMap<String, String> parameters, SortedMap<String, String> result)
      throws SQLException {
    try (ControlEvents events =
        ControlEvents.open(
            as("ledger_control"), OFFICER, UUID::randomUUID, InstantSource.system())) {
      return events.append(
          new ControlEvent(type, Status.COMPLETED, Optional.of("asked"), parameters, result));
    }
  }

  public String text(String query) throws SQLException {
    return TestSql.text(as("postgres"), query);
  }

  public void execute(String... statements) throws SQLException {
    TestSql.execute(as("postgres"), statements);
  }
}
