package io.contextgraph.privacy;

import io.contextgraph.note.LockFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Replaces the active key-encryption key: adds a new one to the key file, makes it the active one
 * of the store, and encrypts the keysets of all living subjects with it. Only then may the old ones
 * be destroyed. Each step has no effect if it was done before, so a rotation that was ended at any
 * moment is completed by the next one. Sealing continues meanwhile.
 */
public final class Rotation implements AutoCloseable {
  private static final int PAGE = 200;

  private final KeyStore officer;
  private final KeyFileChanges file;
  private final RandomGenerator random;
  private final LockFile lock;

  private Rotation(KeyStore officer, KeyFileChanges file, RandomGenerator random, LockFile lock) {
    this.officer = officer;
    this.file = file;
    this.random = random;
    this.lock = lock;
  }

  /**
   * Prepares a rotation, which no other program may do at the same time with this file.
   *
   * @param officer the store, as {@code privacy_officer}
   * @param random makes the new key
   * @throws IOException if the key file cannot be used, or another program changes it
   */
  public static Rotation open(KeyStore officer, KeyEncryptionKeyFile file, RandomGenerator random)
      throws IOException {
    KeyFileChanges changes = new KeyFileChanges(file);
    return new Rotation(officer, changes, random, changes.lock());
  }

  /**
   * The first step: the new key is in the file. It is not made if an earlier rotation was ended
   * before its end, which this one completes, or if the store has no active key yet.
   *
   * @return the new active key
   * @throws KeyStoreException if the file lacks the store's active key, or one that still encrypts
   *     keysets
   */
  public String prepareKey() throws SQLException, IOException {
    KeyEncryptionKeys keys = file.file().read();
    List<Kek> known = officer.keks();
    Optional<Kek> active =
        known.stream().filter(kek -> kek.state() == Kek.State.ACTIVE).findFirst();
    String last = keys.active().id();
    boolean isNew = known.stream().noneMatch(kek -> kek.id().equals(last));
    if (active.isEmpty() || isNew) {
      return last;
    }
    boolean unfinished =
        active.get().id().equals(last) && old(known).stream().anyMatch(kek -> isUsable(kek, keys));
    return unfinished ? last : add(KeyEncryptionKey.generate(random));
  }

  private String add(KeyEncryptionKey key) throws IOException {
    file.add(key);
    return key.id();
  }

  private static boolean isUsable(Kek kek, KeyEncryptionKeys keys) {
    return kek.subjects() > 0 && keys.find(kek.id()).isPresent();
  }

  private static List<Kek> old(List<Kek> known) {
    return known.stream().filter(kek -> kek.state() != Kek.State.ACTIVE).toList();
  }

  /** The second step: keysets are made with this key from now on. */
  public void activate(String kekId) throws SQLException {
    officer.activateKek(kekId);
  }

  /**
   * The third step: encrypts the keysets of all living subjects with the active key of the file.
   *
   * @return how many were changed, and how many could not be, because the file lacks their key
   */
  public Rewrapped rewrap() throws SQLException, IOException {
    KeyEncryptionKeys keys = file.file().read();
    long changed = 0;
    long lost = 0;
    for (Kek kek : old(officer.keks())) {
      Optional<KeyEncryptionKey> from = keys.find(kek.id());
      if (from.isPresent()) {
        changed += rewrap(from.get(), keys.active());
      } else {
        lost += kek.subjects();
      }
    }
    return new Rewrapped(changed, lost);
  }

  /**
   * What became of the keysets.
   *
   * @param changed are encrypted by the active key now
   * @param lost stay encrypted by keys that the file lacks: what they sealed cannot be opened
   */
  public record Rewrapped(long changed, long lost) {}

  private long rewrap(KeyEncryptionKey from, KeyEncryptionKey to) throws SQLException {
    long changed = 0;
    String after = "";
    while (true) {
      List<SubjectKeyset> page = officer.rewrapPage(from.id(), after, PAGE);
      if (page.isEmpty()) {
        return changed;
      }
      changed += officer.atomically(() -> rewrap(page, from, to));
      after = page.get(page.size() - 1).subject();
    }
  }

  private long rewrap(List<SubjectKeyset> page, KeyEncryptionKey from, KeyEncryptionKey to)
      throws SQLException {
    long changed = 0;
    for (SubjectKeyset old : page) {
      WrappedKeyset again = Keysets.rewrap(from, to, old.subject(), old.keyset());
      changed += officer.rewrap(old, again) ? 1 : 0;
    }
    return changed;
  }

  /**
   * The last step: removes the old keys that encrypt no keyset from the file, and then marks them
   * as destroyed in the store.
   *
   * @return the keys that are destroyed now
   */
  public List<String> destroyOld() throws SQLException, IOException {
    List<String> ids = new ArrayList<>();
    for (Kek kek : old(officer.keks())) {
      if (kek.subjects() == 0) {
        ids.add(kek.id());
      }
    }
    file.remove(ids);
    for (String id : ids) {
      officer.destroyed(id);
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
