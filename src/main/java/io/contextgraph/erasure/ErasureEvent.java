package io.contextgraph.erasure;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.privacy.DespiteHolds;
import io.contextgraph.privacy.Tombstone;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control event by which a ledger records an erasure. Its parameter {@code subject} tells a key
 * store that was restored from a backup whom to erase again; its results are the version of the
 * keyset, the key-encryption key ({@code kek_id}), when values that came in plain were last sealed
 * ({@code plain_sealed_at}), and the holds in spite of which it was made: their number ({@code
 * despite_holds}) and, as JSON, the listed ones ({@code holds}).
 */
final class ErasureEvent {
  static final String TYPE = "privacy.erased";
  private static final String SUBJECT = "subject";

  private ErasureEvent() {}

  /** The same event for the same arguments. */
  static ControlEvent of(Tombstone tombstone) {
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put(SUBJECT, tombstone.subject());
    TreeMap<String, String> result = new TreeMap<>();
    tombstone
        .keyset()
        .ifPresent(
            keyset -> {
              result.put("version", Integer.toString(keyset.version()));
              result.put("kek_id", keyset.kekId());
            });
    tombstone
        .leases()
        .plainSealedAt()
        .ifPresent(at -> result.put("plain_sealed_at", at.toString()));
    DespiteHolds despite = tombstone.despite();
    if (despite.count() > 0) {
      result.put("despite_holds", Long.toString(despite.count()));
      result.put("holds", despite.listedJson());
    }
    return new ControlEvent(
        TYPE, Status.COMPLETED, Optional.of(tombstone.act().reason()), parameters, result);
  }

  /** Who erased, as the event says. */
  static ControlEvent.Actor actor(Tombstone.Act act) {
    return new ControlEvent.Actor(act.databaseRole(), act.osUser().orElse(""), act.host());
  }
}
