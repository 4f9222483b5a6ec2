package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventId;
import io.contextgraph.event.Sealer;
import io.contextgraph.event.SealingException;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sealer with a real key store and its ledger. */
class KeyStoreSealerIT {
  private static final EventId EVENT = EventId.parse("01a19b7c-a680-71c3-ace8-a48712937ea3");
  private static final byte[] PLAIN = "{\"name\": \"Ada\"}".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder = Path.of("");
  private final AtomicLong nanos = new AtomicLong(1);
  private TestStore test;
  private KeyEncryptionKeyFile keys;

  @BeforeEach
  void create() throws SQLException, IOException {
    test = TestStore.create();
    keys = new KeyEncryptionKeyFile(folder.resolve("keys").toString());
    new KeyFileChanges(keys).create(test.kek());
  }

  private KeyStoreSealers settings(boolean withLedger) {
    return new KeyStoreSealers(
        test.as("privacy_sealer"), keys, withLedger ? test.as("ledger_writer") : null, true, 0);
  }

  private KeyStoreSealer sealer(KeyStoreSealers settings) throws IOException {
    return new KeyStoreSealer(
        settings.store(),
        settings.plain(),
        settings.retries(),
        new KeyRing(keys),
        new ComparedStore(settings.store(), settings.ledger(), nanos::get),
        new LeasedKeys(100, new LeaseClock(nanos::get, () -> Instant.EPOCH)));
  }

  private static byte[] sealed(Sealer sealer, String subject) {
    return ((Sealer.Outcome.Sealed) sealer.seal(EVENT, subject, PLAIN)).value().toBytes();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void erase(String subject) throws SQLException {
    try (KeyStore officer = test.open("officer")) {
      test.erase(officer, subject);
    }
  }

  private String leasedUntil(String subject) throws SQLException {
    return test.text(
        "SELECT leased_until FROM privacy.subject WHERE subject_id = '" + subject + "'");
  }

  @Test
  void aKeyIsUsedWithoutTheStoreUntilItsLeaseEndsAndIsAskedForAgainThen() throws Exception {
    try (KeyStoreSealer sealer = sealer(settings(false))) {
      assertThat(sealed(sealer, "alice")).isNotEqualTo(sealed(sealer, "alice"));
      String first = leasedUntil("alice");
      erase("alice");
      pass(Duration.ofNanos(Duration.ofSeconds(30).toNanos() - 1));
      assertThat(sealer.seal(EVENT, "alice", PLAIN)).isInstanceOf(Sealer.Outcome.Sealed.class);
      assertThat(leasedUntil("alice")).isEqualTo(first);
      pass(Duration.ofNanos(1));
      assertThat(sealer.seal(EVENT, "alice", PLAIN)).isEqualTo(new Sealer.Outcome.Erased());
    }
  }

  @Test
  void theStoreKnowsALaterEndOfALeaseThanItsHolder() throws Exception {
    try (KeyStore sealer = test.open("sealer")) {
      for (int i = 0; i < 50; i++) {
        String before = test.text("SELECT clock_timestamp()");
        test.lease(sealer, "alice");
        assertThat(
                test.text(
                    "SELECT leased_until >= timestamptz '"
                        + before
                        + "' + interval '30 s' FROM privacy.subject WHERE subject_id = 'alice'"))
            .isEqualTo("t");
      }
    }
  }

  @Test
  void aLeaseThatSealsWhatReachedRedisInPlainIsRemembered() throws Exception {
    try (KeyStoreSealer sealer = sealer(settings(false))) {
      sealed(sealer, "alice");
      assertThat(test.text("SELECT plain_sealed_at IS NOT NULL FROM privacy.subject"))
          .isEqualTo("t");
    }
  }

  @Test
  void sealedValuesAreOpenedWithTheKeyOfTheStore() throws Exception {
    try (KeyStoreSealer sealer = sealer(settings(true));
        KeyStore opener = test.open("opener")) {
      Sealer.Outcome.Sealed outcome = (Sealer.Outcome.Sealed) sealer.seal(EVENT, "alice", PLAIN);
      Lease.Key key =
          (Lease.Key)
              opener.open(
                  "alice", opener.tickets(List.of("alice"), "why", TestStore.OFFICER).get("alice"));
      SubjectKey subject = new KeyRing(keys).unwrap("alice", key.keyset());
      assertThat(subject.open(EVENT, outcome.value())).hasValue(PLAIN);
    }
  }

  @Test
  void aRestoredStoreSealsNothingUntilItsErasuresAreApplied() throws Exception {
    try (KeyStoreSealer sealer = sealer(settings(true))) {
      sealed(sealer, "alice");
      sealed(sealer, "bob");
      test.execute(
          "CREATE TABLE public.backup AS SELECT * FROM privacy.subject",
          "CREATE TABLE public.backup_ledger AS SELECT * FROM privacy.ledger");
      erase("alice");
      test.recordErasure("alice", Optional.of(test.kek().id()));
      test.compare();
      test.execute(
          "ALTER TABLE privacy.subject DISABLE TRIGGER ALL",
          "DELETE FROM privacy.subject",
          "INSERT INTO privacy.subject SELECT * FROM public.backup",
          "DELETE FROM privacy.ledger",
          "INSERT INTO privacy.ledger SELECT * FROM public.backup_ledger",
          "ALTER TABLE privacy.subject ENABLE ALWAYS TRIGGER keep_subject");
      pass(Duration.ofSeconds(31));
      assertThatThrownBy(() -> sealer.seal(EVENT, "bob", PLAIN))
          .isInstanceOf(SealingException.class)
          .hasMessageContaining("context-graph privacy restore");
    }
    try (KeyStoreSealer sealer = sealer(settings(true))) {
      assertThatThrownBy(() -> sealer.seal(EVENT, "alice", PLAIN))
          .hasMessageContaining("context-graph privacy restore");
      try (KeyStore officer = test.open("officer");
          Connection ledger = test.as("ledger_control").openLedger()) {
        assertThat(new LedgerComparison(officer, ledger).applyMissing()).hasSize(1);
      }
      assertThat(sealer.seal(EVENT, "alice", PLAIN)).isEqualTo(new Sealer.Outcome.Erased());
      assertThat(sealer.seal(EVENT, "bob", PLAIN)).isInstanceOf(Sealer.Outcome.Sealed.class);
    }
  }

  @Test
  void withoutTheLedgersAddressASealerNeedsAnotherProgramThatCompares() throws Exception {
    try (KeyStoreSealer alone = sealer(settings(false));
        KeyStoreSealer comparing = sealer(settings(true))) {
      test.execute("UPDATE privacy.ledger SET verified_at = verified_at - interval '61 s'");
      assertThatThrownBy(() -> alone.seal(EVENT, "alice", PLAIN))
          .isInstanceOf(SealingException.class)
          .hasMessageContaining("no program compared it with its ledger");
      assertThat(comparing.seal(EVENT, "alice", PLAIN)).isInstanceOf(Sealer.Outcome.Sealed.class);
      assertThat(alone.seal(EVENT, "bob", PLAIN)).isInstanceOf(Sealer.Outcome.Sealed.class);
    }
  }

  @Test
  void aSealerComparesAgainEvery15Seconds() throws Exception {
    try (KeyStoreSealer sealer = sealer(settings(true))) {
      sealed(sealer, "alice");
      test.recordErasure("carol", Optional.empty());
      pass(Duration.ofSeconds(14));
      sealed(sealer, "bob");
      pass(Duration.ofSeconds(1));
      assertThatThrownBy(() -> sealer.seal(EVENT, "dave", PLAIN))
          .hasMessageContaining("context-graph privacy restore");
    }
  }

  @Test
  void anIdleSealerKeepsTheStoreComparedForOthers() throws Exception {
    test.execute("UPDATE privacy.ledger SET verified_at = '-infinity'");
    try (Sealer idle = settings(true).open()) {
      assertThat(idle).isNotNull();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (test.text("SELECT max(verified_at) FROM privacy.ledger").equals("-infinity")) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("key-store-comparison"));
  }

  @Test
  void sealingContinuesWhileTheKeyEncryptionKeyIsReplaced() throws Exception {
    try (KeyStoreSealer sealer =
            sealer(new KeyStoreSealers(test.as("privacy_sealer"), keys, null, false, 3));
        KeyStore officer = test.open("officer")) {
      sealed(sealer, "alice");
      try (Rotation rotation = Rotation.open(officer, keys, new SecureRandom())) {
        rotation.activate(rotation.prepareKey());
        sealed(sealer, "new after activation");
        pass(Duration.ofSeconds(31));
        sealed(sealer, "alice");
        assertThat(rotation.rewrap()).isEqualTo(new Rewrapped(1, 0, List.of()));
        rotation.destroyOld(List.of());
      }
      pass(Duration.ofSeconds(31));
      sealed(sealer, "alice");
      sealed(sealer, "new after rotation");
      assertThat(officer.keks().all()).extracting(Kek::subjects).containsExactly(0L, 3L);
    }
  }

  @Test
  void aKeyThatIsOnlyInTheFileIsNotUsedBeforeTheRotationAndThenIs() throws Exception {
    KeyStoreSealers retrying = new KeyStoreSealers(test.as("privacy_sealer"), keys, null, false, 2);
    try (KeyStoreSealer before = sealer(retrying)) {
      sealed(before, "alice");
    }
    KeyEncryptionKey next = KeyEncryptionKey.generate(new SecureRandom());
    try (KeyStoreSealer sealer = sealer(retrying);
        KeyStore officer = test.open("officer")) {
      officer.keks().announce(next.id());
      new KeyFileChanges(keys).addAlone(next);
      sealed(sealer, "bob");
      assertThat(officer.keks().all()).extracting(Kek::subjects).containsExactly(2L, 0L);
      try (Rotation rotation = Rotation.open(officer, keys, new SecureRandom())) {
        assertThat(rotation.prepareKey()).isEqualTo(next.id());
        rotation.activate(next.id());
        rotation.rewrap();
      }
      sealed(sealer, "carol");
      assertThat(officer.keks().all()).extracting(Kek::subjects).containsExactly(0L, 3L);
    }
  }

  @Test
  void aKeyFileWithoutTheKeyOfASubjectIsSaidToBeOld() throws Exception {
    KeyEncryptionKeyFile copy = new KeyEncryptionKeyFile(folder.resolve("copy").toString());
    new KeyFileChanges(copy).create(test.kek());
    try (KeyStoreSealer sealer = sealer(settings(false));
        KeyStore officer = test.open("officer");
        Rotation rotation = Rotation.open(officer, keys, new SecureRandom())) {
      sealed(sealer, "alice");
      rotation.activate(rotation.prepareKey());
      rotation.rewrap();
    }
    KeyStoreSealers old = new KeyStoreSealers(test.as("privacy_sealer"), copy, null, false, 1);
    try (Sealer sealer = old.open()) {
      assertThatThrownBy(() -> sealer.seal(EVENT, "alice", PLAIN))
          .isInstanceOf(SealingException.class)
          .hasMessageContaining("copy the key file");
      assertThatThrownBy(() -> sealer.seal(EVENT, "bob", PLAIN))
          .isInstanceOf(SealingException.class)
          .hasMessageContaining("copy the key file");
    }
  }

  private static PostgresConnections at(String uri, String user, String password) {
    return new PostgresConnections(
        new ServerAddress(URI.create(uri), user, new Secret.InMemory(password)), "test");
  }

  private static Sealer away(
      PostgresConnections store, KeyEncryptionKeyFile keys, @Nullable PostgresConnections ledger) {
    return new KeyStoreSealers(store, keys, ledger, false, 2).open();
  }

  @Test
  void aStoreThatIsAwayIsRetriedAndNamedWithoutItsPassword() {
    try (Sealer sealer =
        away(at("postgresql://127.0.0.1:1/x", "privacy_sealer", "s3cret"), keys, null)) {
      assertThatThrownBy(() -> sealer.seal(EVENT, "alice", PLAIN))
          .isInstanceOf(SealingException.class)
          .hasMessageContaining("postgresql://127.0.0.1:1/x as privacy_sealer")
          .hasMessageNotContaining("s3cret")
          .hasMessageNotContaining("Ada");
    }
  }

  @Test
  void aWrongPasswordIsOneClearLine() {
    String uri = test.as("privacy_sealer").address().uri().toString();
    try (Sealer sealer = away(at(uri, "privacy_sealer", "s3cret"), keys, null)) {
      assertThatThrownBy(() -> sealer.seal(EVENT, "alice", PLAIN))
          .isInstanceOf(SealingException.class)
          .hasMessageContaining("refuses the user or the password")
          .hasMessageNotContaining("s3cret")
          .hasMessageNotContaining("\n")
          .hasCauseInstanceOf(RefusedException.class);
    }
  }

  @Test
  void whatGoesIntoAJobContainsNoKeyAndNoPassword() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings(true));
    }
    String line = test.kek().line();
    String serialized = bytes.toString(StandardCharsets.ISO_8859_1);
    assertThat(serialized).contains(keys.path());
    assertThat(serialized + settings(true))
        .doesNotContain(line.substring(line.indexOf(' ') + 1))
        .doesNotContain(String.valueOf(test.as("privacy_sealer").address().resolvedPassword()));
  }
}
