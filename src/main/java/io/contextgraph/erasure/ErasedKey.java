package io.contextgraph.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keyset that was destroyed. Whoever has a copy of it, as a backup of the key store, can open
 * it with a key that wrapped it then, and with nothing else.
 *
 * @param version of the keyset
 * @param kekId the key-encryption key that wrapped it at the end
 * @param wrappedBy every key-encryption key that may have wrapped it at some time, that one too
 */
public record ErasedKey(int version, String kekId, List<WrappingKey> wrappedBy) {
  public ErasedKey {
    wrappedBy = List.copyOf(wrappedBy);
    if (wrappedBy.stream().noneMatch(key -> key.id().equals(kekId))) {
      throw new IllegalArgumentException("the keys that wrapped a keyset lack " + kekId);
    }
  }

  /** Since when no copy of the keyset can be opened; empty while one of the keys exists. */
  Optional<Instant> unopenableSince() {
    if (wrappedBy.stream().anyMatch(key -> key.destroyedAt().isEmpty())) {
      return Optional.empty();
    }
    return wrappedBy.stream().flatMap(key -> key.destroyedAt().stream()).max(Instant::compareTo);
  }
}
