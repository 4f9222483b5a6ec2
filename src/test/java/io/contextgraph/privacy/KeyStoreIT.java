package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.contextgraph.event.EventId;
import io.contextgraph.privacy.KeyStoreException.Kind;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the functions of the key store promise, in a real Postgres. */
class KeyStoreIT {
  private TestStore test;

  @BeforeEach
  void create() throws SQLException {
    test = TestStore.create();
  }

  private static void assertRefused(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KeyStoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }

  @Test
  void theFirstCandidateBecomesTheKeyAndEveryLaterLeaseReturnsIt() throws SQLException {
    try (KeyStore sealer = test.open("sealer")) {
      WrappedKeyset first = Keysets.create(test.kek(), "alice");
      assertThat(((Lease.Key) sealer.lease("alice", first, false)).keyset().bytes())
          .isEqualTo(first.bytes());
      assertThat(((Lease.Key) test.lease(sealer, "alice")).keyset().bytes())
          .isEqualTo(first.bytes());
      assertThat(((Lease.Key) test.lease(sealer, "bob")).keyset().bytes())
          .isNotEqualTo(first.bytes());
    }
  }

  @Test
  void anErasedSubjectIsErasedForEveryRoleAndKeepsItsFirstTombstone() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer");
        KeyStore opener = test.open("opener")) {
      test.lease(sealer, "alice");
      assertThat(officer.erased("alice")).isEmpty();
      EventId event = EventId.of(UUID.randomUUID());
      Tombstone tombstone =
          officer.erase("alice", "asked", event, TestStore.OFFICER, DespiteHolds.NONE);
      assertThat(tombstone.eventId()).isEqualTo(event);
      assertThat(tombstone.act().databaseRole()).isEqualTo("privacy_officer");
      assertThat(tombstone.act().osUser()).contains("ada");
      assertThat(tombstone.keyset().orElseThrow().kekId()).isEqualTo(test.kek().id());
      assertThat(tombstone.keyset().orElseThrow().undestroyedKeks())
          .containsExactly(test.kek().id());
      assertThat(tombstone.leases().until()).isPresent();
      assertThat(tombstone.leases().plainSealedAt()).isEmpty();
      assertThat(test.erase(officer, "alice")).isEqualTo(tombstone);
      assertThat(test.lease(sealer, "alice")).isEqualTo(new Lease.Erased());
      UUID ticket = opener.tickets(List.of("alice"), "q", TestStore.OFFICER).get("alice");
      assertThat(opener.open("alice", ticket)).isEqualTo(new Lease.Erased());
    }
  }

  @Test
  void aSubjectThatNeverHadAKeyIsErasedForGoodToo() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer")) {
      assertThat(test.erase(officer, "nemo").keyset()).isEmpty();
      assertThat(test.lease(sealer, "nemo")).isEqualTo(new Lease.Erased());
    }
  }

  @Test
  void anErasureEndsOnceItIsRecordedAndEveryLeaseHasEnded() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer")) {
      test.lease(sealer, "alice");
      test.erase(officer, "alice");
      assertThatThrownBy(() -> officer.finish("alice")).hasMessageContaining("not recorded");
      officer.record("alice", 7);
      officer.record("alice", 7);
      assertThatThrownBy(() -> officer.record("alice", 8)).hasMessageContaining("never changes");
      assertThatThrownBy(() -> officer.finish("alice")).hasMessageContaining("lease");
      assertThat(officer.unfinished(10)).containsExactly("alice");
      test.erase(officer, "never leased");
      officer.record("never leased", 8);
      officer.finish("never leased");
      officer.finish("never leased");
      assertThat(officer.erased("never leased").orElseThrow().finishedAt()).isPresent();
      assertThat(officer.counts()).isEqualTo(new StoreCounts(0, 2, 1));
      assertThatThrownBy(() -> officer.record("stranger", 1)).hasMessageContaining("not erased");
    }
  }

  @Test
  void aCandidateOfAnotherKeyEncryptionKeyIsRefusedOnlyIfItWouldBeStored() throws SQLException {
    KeyEncryptionKey other = KeyEncryptionKey.generate(new SecureRandom());
    try (KeyStore sealer = test.open("sealer")) {
      Lease.Key key = (Lease.Key) test.lease(sealer, "alice");
      assertThat(
              ((Lease.Key) sealer.lease("alice", Keysets.create(other, "alice"), false))
                  .keyset()
                  .bytes())
          .isEqualTo(key.keyset().bytes());
      assertRefused(Kind.OTHER_KEK, () -> sealer.lease("bob", Keysets.create(other, "bob"), false));
    }
  }

  @Test
  void aTicketIsRedeemedOnceForItsOwnSubjectWithinFiveMinutes() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore opener = test.open("opener")) {
      Lease.Key key = (Lease.Key) test.lease(sealer, "alice");
      Map<String, UUID> tickets =
          opener.tickets(List.of("alice", "bob", "alice"), "why", TestStore.OFFICER);
      assertThat(tickets).containsOnlyKeys("alice", "bob");
      assertRefused(Kind.TICKET, () -> opener.open("alice", tickets.get("bob")));
      assertRefused(Kind.TICKET, () -> opener.open("alice", UUID.randomUUID()));
      Lease.Key opened = (Lease.Key) opener.open("alice", tickets.get("alice"));
      assertThat(opened.keyset().bytes()).isEqualTo(key.keyset().bytes());
      assertRefused(Kind.TICKET, () -> opener.open("alice", tickets.get("alice")));
      assertThat(opener.open("bob", tickets.get("bob"))).isEqualTo(new Lease.Unknown());
      UUID old = opener.tickets(List.of("alice"), "why", TestStore.OFFICER).get("alice");
      test.execute(
          "ALTER TABLE privacy.read_log DISABLE TRIGGER keep_read_log",
          "UPDATE privacy.read_log SET at = at - interval '5 min' WHERE ticket = '" + old + "'",
          "ALTER TABLE privacy.read_log ENABLE ALWAYS TRIGGER keep_read_log");
      assertRefused(Kind.TICKET, () -> opener.open("alice", old));
    }
  }

  @Test
  void aKeyEncryptionKeyIsDestroyedOnlyWhenNoLivingSubjectNeedsIt() throws SQLException {
    KeyEncryptionKey next = KeyEncryptionKey.generate(new SecureRandom());
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer")) {
      test.lease(sealer, "alice");
      test.lease(sealer, "bob");
      test.erase(officer, "bob");
      officer.keks().announce(next.id());
      officer.keks().activate(next.id());
      officer.keks().activate(next.id());
      assertThatThrownBy(() -> officer.keks().activate(test.kek().id()))
          .hasMessageContaining("retired");
      assertThatThrownBy(() -> officer.keks().leaving(test.kek().id(), false))
          .hasMessageContaining("still encrypts");
      assertThatThrownBy(() -> officer.keks().leaving(next.id(), false))
          .hasMessageContaining("not retired");
      SubjectKeyset alice = officer.keks().page(test.kek().id(), "", 10).get(0);
      WrappedKeyset again = Keysets.rewrap(test.kek(), next, "alice", alice.keyset());
      assertThat(officer.keks().rewrap(alice, again)).isTrue();
      assertThat(officer.keks().rewrap(alice, again)).as("it has another one by now").isFalse();
      assertThatThrownBy(() -> officer.keks().destroyed(test.kek().id()))
          .hasMessageContaining("not about to be removed");
      officer.keks().leaving(test.kek().id(), false);
      officer.keks().leaving(test.kek().id(), false);
      officer.keks().destroyed(test.kek().id());
      officer.keks().destroyed(test.kek().id());
      assertThat(officer.keks().all())
          .extracting(Kek::id, Kek::state, Kek::subjects)
          .containsExactly(
              tuple(test.kek().id(), Kek.State.DESTROYED, 0L),
              tuple(next.id(), Kek.State.ACTIVE, 1L));
      assertThat(officer.erased("bob").orElseThrow().keyset().orElseThrow().undestroyedKeks())
          .isEmpty();
    }
  }

  @Test
  void aStoreThatMissesAnErasureServesNoKeyUntilItIsApplied() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer");
        java.sql.Connection ledger = test.as("ledger_reader").openLedger()) {
      test.lease(sealer, "alice");
      long position = test.recordErasure("alice", Optional.of("kek-0000abcd"));
      LedgerComparison comparison = new LedgerComparison(sealer, ledger);
      assertRefused(Kind.RESTORED, comparison::require);
      List<LedgerErasure> applied = new LedgerComparison(officer, ledger).applyMissing();
      assertThat(applied).extracting(LedgerErasure::subject).containsExactly("alice");
      comparison.require();
      assertThat(test.lease(sealer, "alice")).isEqualTo(new Lease.Erased());
      Tombstone tombstone = officer.erased("alice").orElseThrow();
      assertThat(tombstone.position()).hasValue(position);
      assertThat(tombstone.keyset().orElseThrow().kekId())
          .as("what encrypted the keyset at the end, not in the backup")
          .isEqualTo("kek-0000abcd");
      assertThat(tombstone.keyset().orElseThrow().undestroyedKeks())
          .containsExactlyInAnyOrder("kek-0000abcd", test.kek().id());
      assertThat(tombstone.act().reason()).isEqualTo("asked");
      assertThat(new LedgerComparison(officer, ledger).applyMissing()).isEmpty();
    }
  }

  /** What a slow program compares with does not undo what a faster one did. */
  @Test
  void theComparedPositionMovesBackOnlyIfTheLedgerDid() throws SQLException {
    test.recordErasure("a", Optional.empty());
    test.recordErasure("b", Optional.empty());
    String ledger = test.text("SELECT ledger_id FROM ledger.head");
    try (KeyStore officer = test.open("officer")) {
      test.erase(officer, "a");
      test.erase(officer, "b");
      test.compare();
      assertThat(officer.compared(ledger).orElseThrow().position()).isEqualTo(2);
      assertThat(officer.verify(new LedgerPart(ledger, 0, 1, true, false, List.of("a"))))
          .contains(List.of());
      assertThat(officer.compared(ledger).orElseThrow().position()).isEqualTo(2);
      assertThat(officer.verify(new LedgerPart(ledger, 0, 1, true, true, List.of("a"))))
          .contains(List.of());
      assertThat(officer.compared(ledger).orElseThrow().position()).isEqualTo(1);
      test.execute("UPDATE privacy.ledger SET applied_position = 9");
      test.compare();
      assertThat(officer.compared(ledger).orElseThrow().position()).isEqualTo(2);
    }
  }

  @Test
  void aStoreRefusesAnotherLedgerUntilItIsBoundToItAndThenTheFirstOne() throws SQLException {
    TestStore other = TestStore.create();
    String fork = other.text("SELECT ledger_id FROM ledger.head");
    try (KeyStore sealer = test.open("sealer");
        KeyStore opener = test.open("opener");
        KeyStore officer = test.open("officer");
        java.sql.Connection foreign = other.as("ledger_reader").openLedger()) {
      for (KeyStore store : List.of(sealer, opener, officer)) {
        assertRefused(Kind.OTHER_LEDGER, new LedgerComparison(store, foreign)::require);
      }
      assertThat(test.lease(sealer, "alice")).isInstanceOf(Lease.Key.class);
      test.record("privacy.rotated", new TreeMap<>(), new TreeMap<>());
      other.record(
          "privacy.rotated", new TreeMap<>(), new TreeMap<>(Map.of("active", "kek-000000ff")));
      assertRefused(Kind.OTHER_LEDGER, new LedgerComparison(officer, foreign)::applyMissing);
      assertThat(officer.keks().all()).extracting(Kek::id).containsExactly(test.kek().id());
      assertRefused(Kind.OTHER_LEDGER, () -> new LedgerComparison(officer, foreign).bind(false));
      assertThat(officer.bound()).contains(test.text("SELECT ledger_id FROM ledger.head"));
      // As if the clock of the server had been ahead.
      test.execute("UPDATE privacy.ledger SET bound_at = bound_at + interval '1 d'");
      new LedgerComparison(officer, foreign).bind(true);
      assertRefused(Kind.NOT_COMPARED, () -> test.lease(sealer, "alice"));
      assertRefused(Kind.OTHER_LEDGER, test::compare);
      new LedgerComparison(sealer, foreign).require();
      officer.bind(fork);
      assertThat(test.lease(sealer, "alice")).isInstanceOf(Lease.Key.class);
      officer.bind(test.text("SELECT ledger_id FROM ledger.head"));
      assertRefused(Kind.NOT_COMPARED, () -> test.lease(sealer, "alice"));
      test.compare();
      assertThat(test.lease(sealer, "alice")).isInstanceOf(Lease.Key.class);
    }
  }

  @Test
  void aForkOfTheStoresLedgerIsFollowed() throws SQLException {
    String before = test.text("SELECT ledger_id FROM ledger.head");
    test.execute(
        "ALTER TABLE ledger.head DISABLE TRIGGER USER",
        "UPDATE ledger.head SET ledger_id = gen_random_uuid()");
    try (KeyStore officer = test.open("officer");
        java.sql.Connection ledger = test.as("ledger_control").openLedger()) {
      assertRefused(Kind.OTHER_LEDGER, () -> new LedgerComparison(officer, ledger).bind(false));
      test.execute(
          "INSERT INTO ledger.predecessor (ledger_id, successor, position)"
              + " SELECT '"
              + before
              + "', ledger_id, 0 FROM ledger.head");
      new LedgerComparison(officer, ledger).bind(false);
      assertThat(officer.bound()).contains(test.text("SELECT ledger_id FROM ledger.head"));
    }
  }

  /** The ledger was restored, and then the store: other events are at the positions it knows. */
  @Test
  void aNewConnectionComparesAllErasures() throws SQLException {
    test.recordErasure("alice", Optional.empty());
    test.record("privacy.rotated", new TreeMap<>(), new TreeMap<>());
    test.execute("UPDATE privacy.ledger SET applied_position = 2");
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer");
        java.sql.Connection ledger = test.as("ledger_reader").openLedger()) {
      test.lease(sealer, "alice");
      LedgerComparison comparison = new LedgerComparison(sealer, ledger);
      comparison.requireNew();
      assertRefused(Kind.RESTORED, comparison::require);
      assertThat(new LedgerComparison(officer, ledger).applyMissing()).hasSize(1);
      comparison.require();
    }
  }

  @Test
  void aLeaseThatWasGivenWhileTheClockWasAheadDoesNotHoldUpAnErasure() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer")) {
      test.lease(sealer, "alice");
      test.execute("UPDATE privacy.subject SET leased_until = leased_until + interval '1 d'");
      Tombstone erased = test.erase(officer, "alice");
      assertThat(erased.leases().until().orElseThrow())
          .isBeforeOrEqualTo(erased.act().at().plusSeconds(31));
    }
  }

  /** A rotation that the store lost by a restore. */
  @Test
  void theKeyEncryptionKeysOfRecordedRotationsBecomeKnown() throws SQLException {
    SortedMap<String, String> result = new TreeMap<>();
    result.put("active", "kek-0000000c");
    result.put("retired", "kek-0000000b");
    result.put("destroyed", "kek-0000000a " + test.kek().id());
    test.record("privacy.rotated", new TreeMap<>(), result);
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer");
        java.sql.Connection ledger = test.as("ledger_reader").openLedger()) {
      test.lease(sealer, "alice");
      new LedgerComparison(officer, ledger).applyMissing();
      assertThat(officer.keks().all())
          .extracting(Kek::id, Kek::state)
          .containsExactly(
              tuple("kek-0000000a", Kek.State.RETIRED),
              tuple("kek-0000000b", Kek.State.RETIRED),
              tuple("kek-0000000c", Kek.State.RETIRED),
              tuple(test.kek().id(), Kek.State.ACTIVE));
      assertThat(test.erase(officer, "alice").keyset().orElseThrow().undestroyedKeks())
          .contains("kek-0000000a", "kek-0000000c", test.kek().id());
    }
  }

  @Test
  void aStandbyOfTheLedgerIsNotComparedWith() throws SQLException {
    test.execute(
        "CREATE SCHEMA standby",
        "CREATE FUNCTION standby.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "GRANT USAGE ON SCHEMA standby TO ledger_reader");
    try (KeyStore sealer = test.open("sealer");
        java.sql.Connection ledger = test.as("ledger_reader").openLedger();
        java.sql.Statement statement = ledger.createStatement()) {
      new LedgerComparison(sealer, ledger).require();
      statement.execute("SET search_path = standby, pg_catalog");
      assertRefused(Kind.STANDBY, new LedgerComparison(sealer, ledger)::require);
    }
  }

  @Test
  void aStoreThatWasNotComparedForAMinuteServesNoKey() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore opener = test.open("opener")) {
      test.lease(sealer, "alice");
      UUID ticket = opener.tickets(List.of("alice"), "why", TestStore.OFFICER).get("alice");
      test.execute("UPDATE privacy.ledger SET verified_at = verified_at - interval '61 s'");
      assertRefused(Kind.NOT_COMPARED, () -> test.lease(sealer, "alice"));
      assertRefused(Kind.NOT_COMPARED, () -> opener.open("alice", ticket));
      test.compare();
      assertThat(test.lease(sealer, "alice")).isInstanceOf(Lease.Key.class);
      assertThat(opener.open("alice", ticket)).isInstanceOf(Lease.Key.class);
    }
  }
}
