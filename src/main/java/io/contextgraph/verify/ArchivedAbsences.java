package io.contextgraph.verify;

import io.contextgraph.archive.Archives;
import io.contextgraph.event.Micros;
import io.contextgraph.event.PositionRanges;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the ledger does not have because an event retention.archived names them. At the end,
 * the rows that are absent on the word of an event must be exactly those that it names, and the
 * event itself must be the one that was recorded. Not thread-safe.
 */
final class ArchivedAbsences {
  private final Archives archives;
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
    Archives.Entry entry = find(position, Micros.toInstant(identities.get(0).occurredAt()));
    if (entry == null) {
      return false;
    }
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
   * @return the number of those that an event explains
   */
  long judge(Findings findings) {
    long explained = 0;
    for (Absent rows : absent.values()) {
      PositionRanges.Collected positions = rows.positions.collected();
      String said = "the event retention.archived at position " + rows.entry.position() + " names ";
      if (findings.explainRows(Span.at(rows.entry.position()))) {
        report(rows, said + "them, but it is not the event that was recorded", findings);
      } else if (!positions.digest().equals(rows.entry.month().positions().digest())) {
        String counts =
            positions.positions()
                + " rows are absent; "
                + said
                + "other positions, "
                + rows.entry.month().positions().rows();
        report(rows, counts, findings);
      } else {
        explained += positions.positions();
      }
    }
    return explained;
  }

  private static void report(Absent rows, String detail, Findings findings) {
    findings.add(Finding.of(FindingKind.ROW_MISSING, rows.span(), detail));
  }
}
