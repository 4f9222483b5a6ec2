package io.contextgraph.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings the rows and the identities of a page together, both in the order of their positions. Not
 * thread-safe.
 */
final class PageCheck {
  private final PositionCheck check;
  private final List<IdentityRow> identities;
  private final List<CheckedRow> rows = new ArrayList<>();
  private final AnchorQueue anchors;
  private int nextIdentity;
  private long position;

  /**
   * @param after the last position before the page
   */
  PageCheck(PositionCheck check, List<IdentityRow> identities, AnchorQueue anchors, long after) {
    this.check = check;
    this.identities = identities;
    this.anchors = anchors;
    this.position = after + 1;
  }

  /** Adds the next row, which has the same position as the one before or a later one. */
  void add(CheckedRow row) {
    checkBefore(row.position());
    rows.add(row);
  }

  /** Checks the rest of the page. */
  void end(long upTo) {
    checkBefore(upTo + 1);
  }

  private void checkBefore(long end) {
    while (position < end) {
      List<IdentityRow> of = new ArrayList<>(1);
      while (nextIdentity < identities.size()
          && identities.get(nextIdentity).position() == position) {
        of.add(identities.get(nextIdentity++));
      }
      check.check(position, rows, of);
      rows.clear();
      anchors.reached(position);
      position++;
    }
  }
}
