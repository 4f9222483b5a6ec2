package io.contextgraph.privacy;

import java.sql.SQLException;
import java.util.List;

/**
 * The key-encryption keys that a key store knows, and the keysets that they encrypt, for the
 * officer. The store has their ids only. Each call is a transaction.
 */
public final class StoredKeks {
  private final StoreConnection store;

  StoredKeks(StoreConnection store) {
    this.store = store;
  }

  /** All of them, the oldest first. */
  public List<Kek> all() throws SQLException {
    return store.query(Sql.KEKS, StoreRows::kek);
  }

  /**
   * Makes keys known that the ledger names. The ones that are new here become retired ones that may
   * have encrypted any keyset: a store that was restored from a backup does not know when.
   */
  void know(List<String> ids) throws SQLException {
    store.run(Sql.KNOW_KEKS, (Object) ids.toArray(new String[0]));
  }

  /** Makes a new key known before it is added to the key file; again without effect. */
  public void announce(String id) throws SQLException {
    store.run(Sql.ANNOUNCE_KEK, id);
  }

  /**
   * Keeps other programs from replacing keys of this store, until {@link #unlock} or the end of the
   * connection.
   *
   * @return false if another program does so now
   */
  boolean lock() throws SQLException {
    return store.single(Sql.LOCK_ROTATION, row -> row.getBoolean(1));
  }

  void unlock() throws SQLException {
    store.run(Sql.UNLOCK_ROTATION);
  }

  /**
   * Makes a key the active one and retires the one before; again without effect. One that was not
   * announced counts as one that may have encrypted any keyset, unless it is the first.
   */
  public void activate(String id) throws SQLException {
    store.run(Sql.ACTIVATE_KEK, id);
  }

  /** The keysets that a key encrypts, in the order of their subjects. */
  public List<SubjectKeyset> page(String id, String afterSubject, int atMost) throws SQLException {
    return store.query(
        Sql.REWRAP_PAGE,
        row -> new SubjectKeyset(row.getString("subject_id"), StoreRows.keyset(row, id)),
        id,
        afterSubject,
        atMost);
  }

  /**
   * Replaces the encrypted form of a keyset.
   *
   * @return false without effect if the subject has another one by now, or was erased
   * @throws KeyStoreException if the new key-encryption key is not the active one
   */
  public boolean rewrap(SubjectKeyset old, WrappedKeyset replacement) throws SQLException {
    return store.single(
        Sql.REWRAP,
        row -> row.getBoolean(1),
        old.subject(),
        old.keyset().bytes(),
        replacement.bytes(),
        replacement.kekId());
  }

  /**
   * Remembers that a retired key is about to be removed from the key file; again without effect.
   *
   * @param noCopyLeft whether it is gone already, so that nothing opens the keysets that it
   *     encrypts
   * @throws SQLException with state 55000 if it is not retired, or still encrypts a keyset
   */
  public void leaving(String id, boolean noCopyLeft) throws SQLException {
    store.run(Sql.LEAVING, id, noCopyLeft);
  }

  /**
   * Remembers that a leaving key was removed from the key file; again without effect.
   *
   * @throws SQLException with state 55000 if it was not leaving
   */
  public void destroyed(String id) throws SQLException {
    store.run(Sql.DESTROYED, id);
  }

  /** Runs calls of this store as one transaction; all of them have no effect if one fails. */
  long atomically(StoreConnection.Work work) throws SQLException {
    return store.atomically(work);
  }
}
