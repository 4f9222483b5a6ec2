package io.contextgraph.retention;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The holds that are in force: the fold of the ledger's control events in position order. A target
 * may have several, for several reasons; each ends by itself or together with the others of its
 * target. A release of a hold that is not in force changes nothing. Not thread-safe.
 */
public final class Holds {
  private final Map<HoldTarget, TreeMap<Long, Hold>> byTarget = new LinkedHashMap<>();

  /** Applies the next change in position order. */
  public void apply(HoldChange change) {
    if (change instanceof HoldChange.Held held) {
      Hold hold = held.hold();
      byTarget.computeIfAbsent(hold.target(), none -> new TreeMap<>()).put(hold.position(), hold);
    } else if (change instanceof HoldChange.Released released) {
      release(released);
    }
  }

  private void release(HoldChange.Released released) {
    Optional<TreeMap<Long, Hold>> ofTarget = Optional.ofNullable(byTarget.get(released.target()));
    if (ofTarget.isEmpty()) {
      return;
    }
    if (released.hold().isPresent()) {
      ofTarget.get().remove(released.hold().getAsLong());
    }
    if (released.hold().isEmpty() || ofTarget.get().isEmpty()) {
      byTarget.remove(released.target());
    }
  }

  /** The holds of a target, the oldest first. */
  public List<Hold> of(HoldTarget target) {
    TreeMap<Long, Hold> holds = byTarget.get(target);
    return holds == null ? List.of() : List.copyOf(holds.values());
  }

  /** All holds, the oldest first. */
  public List<Hold> all() {
    TreeMap<Long, Hold> all = new TreeMap<>();
    byTarget.values().forEach(all::putAll);
    return List.copyOf(all.values());
  }

  /** Whether anything of a kind is held. */
  public boolean hasAny(Collection<HoldTarget.Kind> kinds) {
    return byTarget.keySet().stream().anyMatch(target -> kinds.contains(target.kind()));
  }
}
