package io.contextgraph.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The archives of a ledger: the fold of its control events in position order. Not thread-safe.
 *
 * <p>An archive is in force while its rows may be missing from the ledger: until they are restored,
 * or archived again.
 */
public final class Archives {
  private final TreeMap<Long, ArchivedMonth> inForce = new TreeMap<>();
  private final TreeMap<Long, ArchivedMonth> all = new TreeMap<>();
  private final TreeMap<Long, Instant> restoredAt = new TreeMap<>();

  /**
   * An archive, and the event that says so.
   *
   * @param position of the event {@code retention.archived}
   */
  public record Entry(long position, ArchivedMonth month) {}

  /**
   * An archive whose rows are in the ledger again.
   *
   * @param at when the ledger recorded that
   */
  public record Restored(Entry entry, Instant at) {}

  /** Applies the next record in position order. */
  public void apply(ArchiveRecord next) {
    if (next instanceof ArchiveRecord.Archived archived) {
      inForce.values().removeIf(archived.month()::replaces);
      restoredAt.keySet().removeIf(earlier -> isReplaced(earlier, archived.month()));
      inForce.put(archived.position(), archived.month());
      all.put(archived.position(), archived.month());
    } else if (next instanceof ArchiveRecord.Restored restored
        && inForce.remove(restored.archived()) != null) {
      restoredAt.put(restored.archived(), restored.at());
    }
  }

  private boolean isReplaced(long archived, ArchivedMonth by) {
    ArchivedMonth earlier = all.get(archived);
    return earlier != null && by.replaces(earlier);
  }

  /** Those in force, in the order of their events. */
  public List<Entry> inForce() {
    return entries(inForce);
  }

  /** All that were ever recorded, in the order of their events. */
  public List<Entry> all() {
    return entries(all);
  }

  /** Those whose rows were restored and not archived again, in the order of their events. */
  public List<Restored> restored() {
    List<Restored> restored = new ArrayList<>();
    restoredAt.forEach(
        (archived, at) -> {
          ArchivedMonth month = all.get(archived);
          if (month != null) {
            restored.add(new Restored(new Entry(archived, month), at));
          }
        });
    return restored;
  }

  private static List<Entry> entries(Map<Long, ArchivedMonth> months) {
    List<Entry> entries = new ArrayList<>();
    months.forEach((position, month) -> entries.add(new Entry(position, month)));
    return entries;
  }

  /** The archive in force that has an event. */
  public Optional<Entry> covering(long position, Instant occurredAt) {
    for (Map.Entry<Long, ArchivedMonth> entry : inForce.descendingMap().entrySet()) {
      if (entry.getValue().covers(position, occurredAt)) {
        return Optional.of(new Entry(entry.getKey(), entry.getValue()));
      }
    }
    return Optional.empty();
  }
}
