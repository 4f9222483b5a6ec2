package io.contextgraph.privacy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts the keysets of all living subjects with the active key of a key file. A damaged one is
 * left as it is, and holds up no other.
 */
final class Rewrapping {
  /** Keysets of a transaction. */
  private static final int PAGE = 200;

  private final StoredKeks store;
  private final KeyEncryptionKeys keys;
  private final List<String> damaged = new ArrayList<>();

  /**
   * @param keys of the file
   */
  Rewrapping(StoredKeks store, KeyEncryptionKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  /**
   * Encrypts what other keys encrypt.
   *
   * @param old all keys but the active one
   */
  Rewrapped run(List<Kek> old) throws SQLException {
    long changed = 0;
    long lost = 0;
    for (Kek kek : old) {
      Optional<KeyEncryptionKey> from = keys.find(kek.id());
      if (from.isPresent()) {
        changed += rewrap(from.get());
      } else {
        lost += kek.subjects();
      }
    }
    return new Rewrapped(changed, lost, damaged);
  }

  private long rewrap(KeyEncryptionKey from) throws SQLException {
    long changed = 0;
    String after = "";
    while (true) {
      List<SubjectKeyset> page = store.page(from.id(), after, PAGE);
      if (page.isEmpty()) {
        return changed;
      }
      changed += store.atomically(() -> rewrap(page, from));
      after = page.get(page.size() - 1).subject();
    }
  }

  private long rewrap(List<SubjectKeyset> page, KeyEncryptionKey from) throws SQLException {
    long changed = 0;
    for (SubjectKeyset old : page) {
      Optional<WrappedKeyset> again = rewrapped(old, from);
      if (again.isEmpty()) {
        damaged.add(old.subject());
      } else if (store.rewrap(old, again.get())) {
        changed++;
      }
    }
    return changed;
  }

  /** Empty if the keyset is damaged. */
  private Optional<WrappedKeyset> rewrapped(SubjectKeyset old, KeyEncryptionKey from) {
    try {
      return Optional.of(Keysets.rewrap(from, keys.active(), old.subject(), old.keyset()));
    } catch (KeyStoreException refused) {
      if (refused.kind() != KeyStoreException.Kind.DAMAGED) {
        throw refused;
      }
      return Optional.empty();
    }
  }
}
