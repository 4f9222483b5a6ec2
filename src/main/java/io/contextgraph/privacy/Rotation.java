package io.contextgraph.privacy;

import io.contextgraph.note.LockFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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
   * Prepares a rotation, which no other program may do at the same time with this file or this
   * store.
   *
   * @param officer the store, as {@code privacy_officer}
   * @param random makes the new key
   * @throws IOException if the key file cannot be used, or another program changes it
   * @throws KeyStoreException if another program replaces keys of the store, perhaps on another
   *     machine
   */
  public static Rotation open(KeyStore officer, KeyEncryptionKeyFile file, RandomGenerator random)
      throws IOException, SQLException {
    KeyFileChanges changes = new KeyFileChanges(file);
    LockFile lock = changes.lock();
    try {
      if (!officer.keks().lock()) {
        throw new KeyStoreException(
            KeyStoreException.Kind.BUSY, "another program replaces the keys of the key store");
      }
    } catch (SQLException | RuntimeException e) {
      lock.close();
      throw e;
    }
    return new Rotation(officer, changes, random, lock);
  }

  /** As {@link #prepareKey()}, with a new file, because the one with the active key is lost. */
  public String prepareKeyOfNewFile() throws SQLException, IOException {
    return prepareKey(true);
  }

  /**
   * The first step: the new key is in the file. It is not made if an earlier rotation was ended
   * before its end, which this one completes, or if the store has no active key yet.
   *
   * @return the new active key
   * @throws KeyStoreException if the file lacks the store's active key: it is an old copy
   */
  public String prepareKey() throws SQLException, IOException {
    return prepareKey(false);
  }

  private String prepareKey(boolean fileLost) throws SQLException, IOException {
    KeyEncryptionKeys keys = file.file().read();
    Optional<Kek> active = active(officer.keks().all());
    if (!fileLost && active.isPresent() && keys.find(active.get().id()).isEmpty()) {
      throw lacks(active.get());
    }
    String last = keys.active().id();
    List<Kek> known = know(keys, last);
    if (known.stream().noneMatch(kek -> kek.id().equals(last) && kek.state() != Kek.State.ADDED)) {
      return last;
    }
    boolean unfinished =
        active.isPresent()
            && active.get().id().equals(last)
            && old(known).stream().anyMatch(kek -> isUsable(kek, keys));
    return unfinished ? last : add(KeyEncryptionKey.generate(random));
  }

  private static Optional<Kek> active(List<Kek> known) {
    return known.stream().filter(kek -> kek.state() == Kek.State.ACTIVE).findFirst();
  }

  /**
   * Makes the older keys of the file known: a store that was restored from a backup may lack one
   * that was used since. Returns all that are known.
   */
  private List<Kek> know(KeyEncryptionKeys keys, String last) throws SQLException {
    officer
        .keks()
        .know(
            keys.keys().stream().map(KeyEncryptionKey::id).filter(id -> !id.equals(last)).toList());
    return officer.keks().all();
  }

  private KeyStoreException lacks(Kek active) {
    return new KeyStoreException(
        KeyStoreException.Kind.KEK_MISSING,
        "the key file "
            + file.file().path()
            + " lacks "
            + active.id()
            + ", the active key-encryption key of the store: copy the key file from where it is"
            + " complete. If no copy is left, --key-file-lost continues with this file");
  }

  private String add(KeyEncryptionKey key) throws SQLException, IOException {
    officer.keks().announce(key.id());
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
    officer.keks().activate(kekId);
  }

  /**
   * The third step: encrypts the keysets of all living subjects with the active key of the file.
   *
   * @return how many were changed, and how many could not be, because the file lacks their key or
   *     because they are damaged
   */
  public Rewrapped rewrap() throws SQLException, IOException {
    return new Rewrapping(officer.keks(), file.file().read()).run(old(officer.keks().all()));
  }

  /**
   * The last step: removes the retired keys that encrypt no keyset from the file, and then marks
   * them as destroyed in the store. One that the file lacks stays retired, since a copy of the file
   * may have it, unless the officer knows better.
   *
   * @param noCopyLeft keys that the file lacks, and of which no copy is left
   */
  public Removed destroyOld(Collection<String> noCopyLeft) throws SQLException, IOException {
    KeyEncryptionKeys keys = file.file().read();
    List<String> absent = new ArrayList<>();
    for (Kek kek : officer.keks().all()) {
      boolean gone = noCopyLeft.contains(kek.id());
      if (kek.state() != Kek.State.RETIRED || (kek.subjects() > 0 && !gone)) {
        continue;
      }
      if (gone || keys.find(kek.id()).isPresent()) {
        officer.keks().leaving(kek.id(), gone);
      } else {
        absent.add(kek.id());
      }
    }
    return new Removed(removeLeaving(keys), absent);
  }

  /** Also those that were destroyed and are in this file again, or still. */
  private List<String> removeLeaving(KeyEncryptionKeys keys) throws SQLException, IOException {
    List<String> ids =
        officer.keks().all().stream()
            .filter(
                kek ->
                    kek.state() == Kek.State.LEAVING
                        || (kek.state() == Kek.State.DESTROYED && keys.find(kek.id()).isPresent()))
            .map(Kek::id)
            .toList();
    file.remove(ids);
    for (String id : ids) {
      officer.keks().destroyed(id);
    }
    return ids;
  }

  /**
   * What became of the old keys.
   *
   * @param destroyed are destroyed now
   * @param absent are not in the file, and stay retired
   */
  public record Removed(List<String> destroyed, List<String> absent) {}

  @Override
  public void close() throws IOException, SQLException {
    try {
      officer.keks().unlock();
    } finally {
      lock.close();
    }
  }
}
