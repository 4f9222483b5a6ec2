package io.contextgraph.verify;

import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.Archives;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Micros;
import io.contextgraph.event.PositionRanges;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the ledger does not have because an event retention.archived names them. At the end,
 * the rows that are absent on the word of an event must be exactly those that it names, it must
 * account for its whole month, and it must be the one that was recorded. Not thread-safe.
 */
final class ArchivedAbsences {
  private final Archives archives;
  private final WholeMonths months;
  private final Map<Long, Absent> absent = new TreeMap<>();
  private Archives.@Nullable Entry last;

  /** What is absent on the word of an event. */
  private static final class Absent {
    private final Archives.Entry entry;
    private final PositionRanges positions = new PositionRanges();
    private final long first;
    private long last;

    Absent(Archives.Entry entry, long first) {
      this.entry = entry;
      this.first = first;
    }

    void add(long position) {
      positions.add(position);
      last = position;
    }

    Span span() {
      return new Span(first, last);
    }
  }

  ArchivedAbsences(Archives archives) {
    this.archives = archives;
    this.months = new WholeMonths(archives);
  }

  /** Adds a row that is there. */
  void present(CopyRow row) {
    long position = row.int64(EventColumn.GLOBAL_POSITION.ordinal());
    Instant occurredAt = Micros.toInstant(row.micros(EventColumn.OCCURRED_AT.ordinal()));
    if (months.leavesOut(position, occurredAt) && !isControl(row)) {
      present(position, occurredAt);
    }
  }

  private static boolean isControl(CopyRow row) {
    return ControlEvent.isOne(
        text(row, EventColumn.EVENT_TYPE),
        text(row, EventColumn.SESSION_ID),
        text(row, EventColumn.STREAM));
  }

  private static String text(CopyRow row, EventColumn column) {
    return new String(row.bytes(column.ordinal()), StandardCharsets.UTF_8);
  }

  /** Adds an event that is no control event and whose row is there. */
  void present(long position, Instant occurredAt) {
    months.add(position, occurredAt);
  }

  /**
   * Whether the row of a position may be absent.
   *
   * @param identities those of the position; the time of the event decides
   */
  boolean explain(long position, List<IdentityRow> identities) {
    if (identities.size() != 1) {
      return false;
    }
    Instant occurredAt = Micros.toInstant(identities.get(0).occurredAt());
    Archives.Entry entry = find(position, occurredAt);
    if (entry == null) {
      return false;
    }
    months.add(position, occurredAt);
    absent.computeIfAbsent(entry.position(), none -> new Absent(entry, position)).add(position);
    return true;
  }

  /** Most absent rows are of the same archive as the one before. */
  private Archives.@Nullable Entry find(long position, Instant occurredAt) {
    Archives.Entry same = last;
    if (same == null || !same.covers(position, occurredAt)) {
      last = archives.covering(position, occurredAt).orElse(null);
    }
    return last;
  }

  /**
   * Reports rows that are absent and that no event of the ledger explains.
   *
   * @param anchored the last position that a checkpoint from outside confirms
   * @param checked the rows that were verified from files
   * @return the numbers of those that an event explains
   */
  ArchivedCounts judge(Findings findings, long anchored, long checked) {
    long explained = 0;
    long unanchored = 0;
    for (Absent rows : absent.values()) {
      PositionRanges.Collected positions = rows.positions.collected();
      Optional<String> objection = objection(rows.entry, positions, findings);
      if (objection.isPresent()) {
        findings.add(Finding.of(FindingKind.ROW_MISSING, rows.span(), objection.get()));
      } else {
        explained += positions.positions();
        unanchored += rows.entry.position() > anchored ? positions.positions() : 0;
      }
    }
    return new ArchivedCounts(explained, checked, unanchored);
  }

  /** Why an event does not explain that these rows are absent; empty if it does. */
  private Optional<String> objection(
      Archives.Entry entry, PositionRanges.Collected absent, Findings findings) {
    String names = said(entry.position()) + "names ";
    if (findings.explainRows(Span.at(entry.position()))) {
      return Optional.of(names + "them, but it is not the event that was recorded");
    }
    String rows = absent.positions() + " rows are absent; ";
    ArchivedMonth.Positions named = entry.month().positions();
    if (!absent.digest().equals(named.digest())) {
      return Optional.of(rows + names + "other positions, " + named.rows());
    }
    return months
        .omission(entry)
        .filter(it -> !findings.explainRows(Span.at(it.position())))
        .map(
            it ->
                rows
                    + said(it.archive())
                    + "leaves out position "
                    + it.position()
                    + " of its month, and a month goes as a whole");
  }

  private static String said(long position) {
    return "the event retention.archived at position " + position + " ";
  }
}
