package io.contextgraph.archive;

import io.contextgraph.event.PositionRanges.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The archives of a ledger: the fold of its control events in position order. Not thread-safe.
 *
 * <p>An archive is in force while its rows may be missing from the ledger: until they are restored,
 * or are part of a later archive. No two archives in force have an event in common.
 */
public final class Archives {
  private final TreeMap<Long, Entry> inForce = new TreeMap<>();
  private final TreeMap<Long, Restored> restored = new TreeMap<>();

  /**
   * An archive, and the event that says so.
   *
   * @param position of the event {@code retention.archived}
   * @param segments the positions between which all events of the month are its own
   */
  public record Entry(long position, ArchivedMonth month, List<Range> segments) {
    public Entry {
      segments = List.copyOf(segments);
    }

    /** Whether it has the event with this position and time, unless that is a control event. */
    public boolean covers(long wanted, Instant occurredAt) {
      return month.spans(wanted, occurredAt)
          && segments.stream().anyMatch(it -> it.first() <= wanted && wanted <= it.last());
    }
  }

  /**
   * An archive whose rows are in the ledger again.
   *
   * @param at when the ledger recorded that
   */
  public record Restored(Entry entry, Instant at) {}

  /** Applies the next record in position order. */
  public void apply(ArchiveRecord next) {
    if (next instanceof ArchiveRecord.Archived archived) {
      add(archived);
    } else if (next instanceof ArchiveRecord.Restored again) {
      Entry entry = inForce.remove(again.archived());
      if (entry != null) {
        restored.put(entry.position(), new Restored(entry, again.at()));
      }
    }
  }

  /** A partition is archived as a whole, so restored rows of its month are archived again. */
  private void add(ArchiveRecord.Archived archived) {
    ArchivedMonth month = archived.month();
    inForce.keySet().removeAll(archived.replaced());
    restored.values().removeIf(it -> it.entry().month().lower().equals(month.lower()));
    List<Range> others =
        inForce.values().stream()
            .filter(it -> it.month().lower().equals(month.lower()))
            .flatMap(it -> it.segments().stream())
            .toList();
    Range whole = new Range(month.positions().first(), month.positions().last());
    inForce.put(
        archived.position(),
        new Entry(archived.position(), month, Segments.without(whole, others)));
  }

  /** Those in force, in the order of their events. */
  public List<Entry> inForce() {
    return new ArrayList<>(inForce.values());
  }

  /** Those whose rows were restored and not archived again, in the order of their events. */
  public List<Restored> restored() {
    return new ArrayList<>(restored.values());
  }

  /** The archive in force that has an event. */
  public Optional<Entry> covering(long position, Instant occurredAt) {
    return inForce.values().stream()
        .filter(entry -> entry.covers(position, occurredAt))
        .findFirst();
  }
}
