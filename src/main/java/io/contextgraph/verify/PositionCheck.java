package io.contextgraph.verify;

import io.contextgraph.tree.Hash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the ledger position by position: each has one row, or is archived, and one identity, which
 * belongs to it, and {@code recorded_at} never falls. Passes the leaves on to the comparison of the
 * tree. Not thread-safe.
 */
final class PositionCheck {
  private final TreeComparison tree;
  private final ArchivedAbsences absences;
  private final Findings findings;
  private final List<Doubt> identityDoubts = new ArrayList<>();
  private final List<Doubt> timeDoubts = new ArrayList<>();
  private @Nullable CheckedRow last;
  private RowDoubt lastDoubt = RowDoubt.NONE;
  private long missingSince;

  PositionCheck(TreeComparison tree, ArchivedAbsences absences, Findings findings) {
    this.tree = tree;
    this.absences = absences;
    this.findings = findings;
  }

  /**
   * Checks the next position.
   *
   * @param rows those with this position; those of archives only if the ledger has none
   * @param identities those with this position
   */
  void check(long position, List<CheckedRow> rows, List<IdentityRow> identities) {
    Hash stored = tree.nextStored();
    boolean absent = rows.stream().allMatch(CheckedRow::archived);
    boolean missing = absent && !absences.explain(position, identities);
    if (missing) {
      missingSince = missingSince == 0 ? position : missingSince;
    } else {
      reportMissing(position - 1);
    }
    if (rows.isEmpty()) {
      tree.add(
          stored == null ? RowCheck.NO_LEAF : stored, missing ? RowDoubt.LEAF : RowDoubt.CONTENT);
      return;
    }
    CheckedRow row = recorded(rows, identities, stored);
    for (CheckedRow other : rows) {
      if (other != row) {
        report(FindingKind.ROW_INSERTED, other, "another row has the same position");
      }
    }
    RowDoubt doubt = checkRow(row, identities, stored);
    checkTime(row);
    // Which of several rows is the recorded one is not certain without the recorded leaf.
    tree.add(row.leaf(), rows.size() > 1 && stored == null ? RowDoubt.LEAF : doubt);
    last = row;
    lastDoubt = doubt;
  }

  /** Ends the check at a position. */
  void end(long position) {
    reportMissing(position);
  }

  private void reportMissing(long upTo) {
    if (missingSince > 0) {
      Span span = new Span(missingSince, upTo);
      findings.add(Finding.of(FindingKind.ROW_MISSING, span, "ledger.event has no row for them"));
      missingSince = 0;
    }
  }

  /** Of several rows, the one that the tree knows, or else the one that the identity names. */
  private static CheckedRow recorded(
      List<CheckedRow> rows, List<IdentityRow> identities, @Nullable Hash stored) {
    for (CheckedRow row : rows) {
      if (stored != null && stored.equals(row.leaf()) && row.fault() == null) {
        return row;
      }
    }
    for (CheckedRow row : rows) {
      if (identities.stream().anyMatch(identity -> identity.eventId().equals(row.eventId()))) {
        return row;
      }
    }
    return rows.get(0);
  }

  private RowDoubt checkRow(CheckedRow row, List<IdentityRow> identities, @Nullable Hash stored) {
    String fault = row.fault();
    if (fault != null) {
      report(FindingKind.ROW_CHANGED, row, fault);
      return hasRecordedLeaf(row, identities, stored) ? RowDoubt.CONTENT : RowDoubt.LEAF;
    }
    String difference = difference(row, identities);
    if (difference == null) {
      return RowDoubt.NONE;
    }
    if (stored == null && !identities.isEmpty() && !hasRecordedLeaf(row, identities, stored)) {
      add(identityDoubts, new Doubt(row.position(), row.eventId(), difference));
      return RowDoubt.NONE;
    }
    boolean changed = stored != null && !stored.equals(row.leaf());
    report(changed ? FindingKind.ROW_CHANGED : FindingKind.IDENTITY, row, difference);
    return changed ? RowDoubt.LEAF : RowDoubt.NONE;
  }

  /**
   * Of the columns that its content hash covers, a leaf has only the id. Where no tile has the
   * leaf, the identity tells whether id and content hash are the recorded.
   */
  private static boolean hasRecordedLeaf(
      CheckedRow row, List<IdentityRow> identities, @Nullable Hash stored) {
    return stored == null
        ? identities.size() == 1 && row.hasLeafOf(identities.get(0))
        : stored.equals(row.leaf());
  }

  private static @Nullable String difference(CheckedRow row, List<IdentityRow> identities) {
    if (identities.isEmpty()) {
      return "ledger.event_identity has no row for it";
    }
    String difference = row.differenceFrom(identities.get(0));
    if (identities.size() > 1) {
      return "ledger.event_identity has several rows for its position";
    }
    return difference == null ? null : difference + " differs from that of its identity";
  }

  private void checkTime(CheckedRow row) {
    CheckedRow before = last;
    if (before != null && row.recordedAt() < before.recordedAt()) {
      add(
          timeDoubts,
          new Doubt(
              row.position(), row.eventId(), "its recorded_at is before that of an earlier row"));
    }
  }

  /** Keeps the first ones, so that memory is bounded. */
  private static void add(List<Doubt> doubts, Doubt doubt) {
    if (doubts.size() < Findings.KEPT) {
      doubts.add(doubt);
    }
  }

  private void report(FindingKind kind, CheckedRow row, String detail) {
    findings.add(Finding.at(kind, row.position(), row.eventId(), detail));
  }

  /**
   * Rows that differ from their identities while no full tile says which of both was changed; the
   * first ones.
   */
  List<Doubt> identityDoubts() {
    return List.copyOf(identityDoubts);
  }

  /** Rows whose recorded_at is before that of the row before; the first ones. */
  List<Doubt> timeDoubts() {
    return List.copyOf(timeDoubts);
  }

  /** What is known of the last row. */
  RowDoubt lastDoubt() {
    return lastDoubt;
  }

  /** The last row; null if the ledger is empty. */
  @Nullable CheckedRow last() {
    return last;
  }
}
