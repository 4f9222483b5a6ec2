package io.contextgraph.erasure;

import io.contextgraph.privacy.Kek;
import io.contextgraph.privacy.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the key-encryption keys that wrapped a destroyed keyset at some time, or may have. Pure.
 */
record WrappingKeys(List<Kek> known) {
  ErasedKey of(Tombstone.DestroyedKeyset keyset, Instant erasedAt) {
    List<WrappingKey> wrapped = new ArrayList<>();
    for (Kek kek : known) {
      if (kek.id().equals(keyset.kekId())
          || keyset.undestroyedKeks().contains(kek.id())
          || wasInUse(kek, keyset.createdAt(), erasedAt)) {
        wrapped.add(new WrappingKey(kek.id(), kek.destroyedAt()));
      }
    }
    return new ErasedKey(keyset.version(), keyset.kekId(), wrapped);
  }

  /**
   * An erasure that was applied from the ledger has no time at which its keyset was made. Nothing
   * is known of when a key was used that became known later: its time is the epoch.
   */
  private static boolean wasInUse(Kek kek, Instant createdAt, Instant erasedAt) {
    boolean retiredBefore =
        kek.retiredAt().isPresent() && kek.retiredAt().get().isBefore(createdAt);
    return kek.state() != Kek.State.ADDED
        && !kek.createdAt().isAfter(erasedAt)
        && (!retiredBefore || createdAt.isAfter(erasedAt) || kek.createdAt().equals(Instant.EPOCH));
  }
}
