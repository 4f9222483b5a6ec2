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
  private final TreeMap<Long, Entry> all = new TreeMap<>();
  private final TreeMap<Long, Entry> inForce = new TreeMap<>();
  private final TreeMap<Long, Restored> restored = new TreeMap<>();

  /**
   * An archive, and the event that says so.
   *
   * @param position of the event {@code retention.archived}
   * @param segments the positions between which all events of the month are its own
   * @param vacant the positions before {@code position} at which the month has no event: a
   *     partition is archived as a whole, so each that was recorded before is its own or that of an
   *     earlier archive
   * @param earlier the positions of the earlier archives of the month that were in force, whose
   *     rows were absent already
   */
  public record Entry(
      long position,
      ArchivedMonth month,
      List<Range> segments,
      List<Range> vacant,
      List<Long> earlier) {
    public Entry {
      segments = List.copyOf(segments);
      vacant = List.copyOf(vacant);
      earlier = List.copyOf(earlier);
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
    List<Entry> earlier =
        inForce.values().stream().filter(it -> it.month().lower().equals(month.lower())).toList();
    List<Range> others = earlier.stream().flatMap(it -> it.segments().stream()).toList();
    Range whole = new Range(month.positions().first(), month.positions().last());
    List<Range> accounted = new ArrayList<>(others);
    accounted.add(whole);
    Entry entry =
        new Entry(
            archived.position(),
            month,
            Segments.without(whole, others),
            Segments.without(new Range(1, archived.position() - 1), accounted),
            earlier.stream().map(Entry::position).toList());
    inForce.put(archived.position(), entry);
    all.put(archived.position(), entry);
  }

  /** All that ever were in force, in the order of their events. */
  public List<Entry> all() {
    return new ArrayList<>(all.values());
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
