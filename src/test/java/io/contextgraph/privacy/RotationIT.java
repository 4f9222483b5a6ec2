package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventId;
import io.contextgraph.event.SealedValue;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key-encryption keys are replaced in a real key store. */
class RotationIT {
  private static final EventId EVENT = EventId.parse("01a19b7c-a680-71c3-ace8-a48712937ea3");
  private static final int SUBJECTS = 450;

  @TempDir private Path folder = Path.of("");
  private TestStore test;
  private KeyEncryptionKeyFile file;
  private final Map<String, SealedValue> sealed = new TreeMap<>();

  @BeforeEach
  void sealForManySubjects() throws SQLException, IOException {
    test = TestStore.create();
    file = new KeyEncryptionKeyFile(folder.resolve("keys").toString());
    new KeyFileChanges(file).create(test.kek());
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer")) {
      for (int i = 0; i < SUBJECTS; i++) {
        String subject = "s" + i;
        Lease.Key key = (Lease.Key) test.lease(sealer, subject);
        SubjectKey usable = Keysets.unwrap(test.kek(), subject, key.keyset());
        sealed.put(subject, usable.seal(EVENT, subject.getBytes()));
      }
      test.erase(officer, "s7");
      sealed.remove("s7");
    }
  }

  private Rotation rotation(KeyStore officer) throws IOException, SQLException {
    return Rotation.open(officer, file, new SecureRandom());
  }

  private void rotate(KeyStore officer) throws IOException, SQLException {
    try (Rotation rotation = rotation(officer)) {
      rotation.activate(rotation.prepareKey());
      rotation.rewrap();
      rotation.destroyOld(List.of());
    }
  }

  /** Every value is opened with the keys of the store and of the file alone. */
  private void assertCompleteWithOneKey(KeyStore officer) throws IOException, SQLException {
    KeyEncryptionKeys keys = file.read();
    assertThat(keys.keys()).hasSize(1);
    Map<String, SubjectKeyset> living = new TreeMap<>();
    officer
        .keks()
        .page(keys.active().id(), "", 1_000)
        .forEach(keyset -> living.put(keyset.subject(), keyset));
    assertThat(living.keySet()).isEqualTo(sealed.keySet());
    living.forEach(
        (subject, keyset) ->
            assertThat(
                    Keysets.unwrap(keys.active(), subject, keyset.keyset())
                        .open(EVENT, sealed.get(subject)))
                .hasValue(subject.getBytes()));
    assertThat(officer.keks().all())
        .filteredOn(kek -> kek.state() == Kek.State.ACTIVE)
        .extracting(Kek::id)
        .containsExactly(keys.active().id());
    assertThat(officer.keks().all())
        .filteredOn(kek -> kek.state() != Kek.State.ACTIVE)
        .extracting(Kek::state)
        .containsOnly(Kek.State.DESTROYED);
    assertThat(officer.erased("s7").orElseThrow().keyset().orElseThrow().undestroyedKeks())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void aRotationThatEndsAfterAnyStepIsCompletedByTheNext(int steps) throws Exception {
    try (KeyStore officer = test.open("officer")) {
      try (Rotation rotation = rotation(officer)) {
        runSteps(rotation, officer, steps);
      }
      rotate(officer);
      assertCompleteWithOneKey(officer);
      assertThat(officer.keks().all()).hasSize(steps <= 3 ? 2 : 3);
    }
  }

  /** The steps of a rotation; the third is the middle of the third, the fifth that of the last. */
  private void runSteps(Rotation rotation, KeyStore officer, int steps) throws Exception {
    String next = steps >= 1 ? rotation.prepareKey() : "";
    if (steps >= 2) {
      rotation.activate(next);
    }
    if (steps == 3) {
      rewrapSome(officer);
    }
    if (steps >= 4) {
      rotation.rewrap();
    }
    if (steps == 5) {
      officer.keks().leaving(test.kek().id(), false);
      new KeyFileChanges(file).remove(List.of(test.kek().id()));
    }
    if (steps == 6) {
      rotation.destroyOld(List.of());
    }
  }

  private void rewrapSome(KeyStore officer) throws Exception {
    for (SubjectKeyset old : officer.keks().page(test.kek().id(), "", 100)) {
      officer
          .keks()
          .rewrap(
              old, Keysets.rewrap(test.kek(), file.read().active(), old.subject(), old.keyset()));
    }
  }

  @Test
  void anOldKeyIsNotDestroyedWhileALivingSubjectNeedsIt() throws Exception {
    try (KeyStore officer = test.open("officer");
        Rotation rotation = rotation(officer)) {
      rotation.activate(rotation.prepareKey());
      assertThat(rotation.destroyOld(List.of()).destroyed()).isEmpty();
      assertThat(file.read().keys()).hasSize(2);
      assertThatThrownBy(() -> officer.keks().leaving(test.kek().id(), false))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"))
          .hasMessageContaining("still encrypts");
    }
  }

  @Test
  void onlyOneRotationUsesAFileAtATime() throws Exception {
    try (KeyStore officer = test.open("officer");
        Rotation rotation = rotation(officer)) {
      assertThat(rotation).isNotNull();
      assertThatThrownBy(() -> rotation(officer))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("another program");
    }
  }

  @Test
  void keysetsWhoseKeyIsLostAreCountedAndTheOthersAreRewrapped() throws Exception {
    KeyEncryptionKeyFile lost = new KeyEncryptionKeyFile(folder.resolve("other").toString());
    new KeyFileChanges(lost).create(KeyEncryptionKey.generate(new SecureRandom()));
    try (KeyStore officer = test.open("officer");
        Rotation rotation = Rotation.open(officer, lost, new SecureRandom())) {
      assertThatThrownBy(rotation::prepareKey)
          .isInstanceOfSatisfying(
              KeyStoreException.class,
              e -> assertThat(e.kind()).isEqualTo(KeyStoreException.Kind.KEK_MISSING))
          .hasMessageContainingAll(test.kek().id(), "--key-file-lost");
      rotation.activate(rotation.prepareKeyOfNewFile());
      assertThat(rotation.rewrap()).isEqualTo(new Rewrapped(0, SUBJECTS - 1, List.of()));
      assertThat(rotation.destroyOld(List.of()).destroyed()).isEmpty();
      assertThat(undestroyed(officer)).contains(test.kek().id());
      assertThat(rotation.destroyOld(List.of(test.kek().id())).destroyed())
          .containsExactly(test.kek().id());
    }
  }

  @Test
  void damagedKeysetsAreNamedAndHoldUpOnlyTheEndOfTheirKey() throws Exception {
    test.execute(
        "UPDATE privacy.subject SET keyset ="
            + " (SELECT keyset FROM privacy.subject WHERE subject_id = 's4')"
            + " WHERE subject_id = 's5'");
    try (KeyStore officer = test.open("officer");
        Rotation rotation = rotation(officer)) {
      rotation.activate(rotation.prepareKey());
      assertThat(rotation.rewrap()).isEqualTo(new Rewrapped(SUBJECTS - 2, 0, List.of("s5")));
      assertThat(rotation.destroyOld(List.of()).destroyed()).isEmpty();
      test.erase(officer, "s5");
      assertThat(rotation.rewrap()).isEqualTo(new Rewrapped(0, 0, List.of()));
      assertThat(rotation.destroyOld(List.of()).destroyed()).containsExactly(test.kek().id());
    }
  }

  @Test
  void anOldCopyOfTheKeyFileIsRefusedAndChangesNothing() throws Exception {
    KeyEncryptionKeyFile copy = new KeyEncryptionKeyFile(folder.resolve("copy").toString());
    new KeyFileChanges(copy).create(test.kek());
    try (KeyStore officer = test.open("officer")) {
      rotate(officer);
      List<Kek> before = officer.keks().all();
      try (Rotation rotation = Rotation.open(officer, copy, new SecureRandom())) {
        assertThatThrownBy(rotation::prepareKey)
            .isInstanceOf(KeyStoreException.class)
            .hasMessageContaining("copy the key file from where it is complete");
      }
      assertThat(officer.keks().all()).isEqualTo(before);
      assertThat(copy.read().keys()).containsExactly(test.kek());
    }
  }

  @Test
  void anErasureDuringTheRotationStays() throws Exception {
    try (KeyStore officer = test.open("officer");
        Rotation rotation = rotation(officer)) {
      rotation.activate(rotation.prepareKey());
      SubjectKeyset old = officer.keks().page(test.kek().id(), "", 1).get(0);
      test.erase(officer, old.subject());
      sealed.remove(old.subject());
      WrappedKeyset again =
          Keysets.rewrap(test.kek(), file.read().active(), old.subject(), old.keyset());
      assertThat(officer.keks().rewrap(old, again)).isFalse();
      assertThat(officer.erased(old.subject())).isPresent();
      rotation.rewrap();
      rotation.destroyOld(List.of());
      assertCompleteWithOneKey(officer);
    }
  }

  /** The file has a key that was used after the backup, and another that was destroyed since. */
  @Test
  void aKeyThatARestoredStoreDoesNotKnowCountsUntilItIsDestroyed() throws Exception {
    KeyEncryptionKey unknown = KeyEncryptionKey.generate(new SecureRandom());
    KeyEncryptionKey later = KeyEncryptionKey.generate(new SecureRandom());
    new KeyFileChanges(file).addAlone(unknown);
    try (KeyStore officer = test.open("officer")) {
      officer.keks().announce(later.id());
      new KeyFileChanges(file).addAlone(later);
      try (Rotation rotation = rotation(officer)) {
        assertThat(rotation.prepareKey()).isEqualTo(later.id());
        assertThat(undestroyed(officer)).contains(unknown.id(), test.kek().id());
      }
      rotate(officer);
      assertCompleteWithOneKey(officer);
      assertThat(file.read().keys()).containsExactly(later);
      assertThat(undestroyed(officer)).isEmpty();
    }
  }

  /** It may have been the active one before the store was restored. */
  @Test
  void aKeyThatWasNotAnnouncedCountsForEarlierErasuresUntilItIsDestroyedToo() throws Exception {
    KeyEncryptionKey unannounced = KeyEncryptionKey.generate(new SecureRandom());
    new KeyFileChanges(file).addAlone(unannounced);
    try (KeyStore officer = test.open("officer")) {
      rotate(officer);
      assertThat(file.read().keys()).containsExactly(unannounced);
      assertThat(undestroyed(officer)).containsExactly(unannounced.id());
      rotate(officer);
      assertCompleteWithOneKey(officer);
    }
  }

  /** On another machine, or from a copy. */
  @Test
  void aDestroyedKeyThatIsInTheFileAgainIsRemovedAgain() throws Exception {
    try (KeyStore officer = test.open("officer")) {
      rotate(officer);
      KeyEncryptionKey active = file.read().active();
      Files.delete(Path.of(file.path()));
      new KeyFileChanges(file).create(test.kek());
      new KeyFileChanges(file).addAlone(active);
      try (Rotation rotation = rotation(officer)) {
        rotation.activate(rotation.prepareKey());
        rotation.rewrap();
        assertThat(rotation.destroyOld(List.of()).destroyed())
            .containsExactlyInAnyOrder(test.kek().id(), active.id());
      }
      assertCompleteWithOneKey(officer);
    }
  }

  @Test
  void onlyOneMachineReplacesTheKeysOfAStoreAtATime() throws Exception {
    KeyEncryptionKeyFile copy = new KeyEncryptionKeyFile(folder.resolve("copy").toString());
    new KeyFileChanges(copy).create(test.kek());
    try (KeyStore officer = test.open("officer");
        KeyStore elsewhere = test.open("officer")) {
      try (Rotation rotation = rotation(officer)) {
        assertThat(rotation).isNotNull();
        assertThatThrownBy(() -> Rotation.open(elsewhere, copy, new SecureRandom()))
            .isInstanceOfSatisfying(
                KeyStoreException.class,
                e -> assertThat(e.kind()).isEqualTo(KeyStoreException.Kind.BUSY));
      }
      Rotation.open(elsewhere, copy, new SecureRandom()).close();
    }
  }

  private static List<String> undestroyed(KeyStore officer) throws SQLException {
    return officer.erased("s7").orElseThrow().keyset().orElseThrow().undestroyedKeks();
  }

  @Test
  void aKeyThatTheFileLacksStaysRetiredUnlessTheOfficerSaysThatNoCopyIsLeft() throws Exception {
    String elsewhere = "kek-0123abcd";
    try (KeyStore officer = test.open("officer");
        Rotation rotation = rotation(officer)) {
      officer.keks().know(List.of(elsewhere));
      rotation.activate(rotation.prepareKey());
      rotation.rewrap();
      assertThat(rotation.destroyOld(List.of()))
          .isEqualTo(new Rotation.Removed(List.of(test.kek().id()), List.of(elsewhere)));
      assertThat(undestroyed(officer)).containsExactly(elsewhere);
      try (KeyStore sealer = test.open("sealer")) {
        sealer.lease("later", Keysets.create(file.read().active(), "later"), false);
      }
      assertThat(test.erase(officer, "later").keyset().orElseThrow().undestroyedKeks())
          .as("it may have encrypted a keyset that a restore lost")
          .contains(elsewhere);
      assertThat(rotation.destroyOld(List.of(elsewhere)))
          .isEqualTo(new Rotation.Removed(List.of(elsewhere), List.of()));
      assertThat(undestroyed(officer)).isEmpty();
    }
  }

  /** A store that was lost with its rows, and whose ledger names the key that the file has. */
  @Test
  void aKeyThatIsKnownAsRetiredIsNeverActivatedAgain() throws Exception {
    TestStore empty = TestStore.create();
    try (KeyStore officer = empty.open("officer");
        Rotation rotation = rotation(officer)) {
      officer.keks().know(List.of(test.kek().id()));
      rotation.activate(rotation.prepareKey());
      assertThat(file.read().keys()).hasSize(2);
      assertThat(officer.keks().all())
          .filteredOn(kek -> kek.state() == Kek.State.ACTIVE)
          .extracting(Kek::id)
          .containsExactly(file.read().active().id());
    }
  }
}
