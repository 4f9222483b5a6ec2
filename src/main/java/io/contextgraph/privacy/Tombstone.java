package io.contextgraph.privacy;

import io.contextgraph.event.EventId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the key store keeps of an erased subject.
 *
 * @param subject its id
 * @param keyset what was destroyed; empty if the subject never had a key here
 * @param leases how the key was last in use
 * @param act who erased it, when and why
 * @param despite the holds in spite of which it was erased; none if the erasure was applied from
 *     the ledger, whose event has them
 * @param eventId of the event {@code privacy.erased} that records it in the ledger
 * @param position of that event; empty until it is recorded
 * @param finishedAt empty until it is recorded and every lease has ended
 */
public record Tombstone(
    String subject,
    Optional<DestroyedKeyset> keyset,
    Leases leases,
    Act act,
    DespiteHolds despite,
    EventId eventId,
    OptionalLong position,
    Optional<Instant> finishedAt) {
  /**
   * A keyset that was destroyed.
   *
   * @param version sealed values that nothing opens any more name it
   * @param createdAt when the key store got it; after a restore, when the erasure was applied
   * @param kekId the key-encryption key that encrypted it
   * @param undestroyedKeks the key-encryption keys that encrypted it at some time, or may have, and
   *     are not destroyed. With one of them and an old copy of the key store, the keyset could be
   *     read, so an erasure is final only when there is none
   */
  public record DestroyedKeyset(
      int version, Instant createdAt, String kekId, List<String> undestroyedKeks) {}

  /**
   * The use of a key.
   *
   * @param until no program uses the key after this time; empty if no lease was ever given
   * @param plainSealedAt the last lease to seal values that had reached Redis in plain, which may
   *     have sealed such values for {@value Lease#SECONDS} s from then; or the last time that such
   *     a value came after the erasure
   */
  public record Leases(Optional<Instant> until, Optional<Instant> plainSealedAt) {}

  /**
   * An erasure.
   *
   * @param databaseRole the role that the officer logged in to the key store as
   */
  public record Act(
      Instant at,
      String databaseRole,
      Optional<String> osUser,
      Optional<String> host,
      String reason) {}
}
