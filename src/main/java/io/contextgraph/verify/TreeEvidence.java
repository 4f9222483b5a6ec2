package io.contextgraph.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the comparison of the tree has found so far. Not thread-safe. */
final class TreeEvidence {
  private final Suspects suspects = new Suspects();
  private final Findings findings;
  private final List<Span> frontierDifferences = new ArrayList<>();
  private @Nullable Anchor refuted;
  private long confirmedBefore;
  private long confirmed;
  private long anchored;
  private final List<Anchor> refutedLater = new ArrayList<>();

  /**
   * @param findings receives what is certain
   */
  TreeEvidence(Findings findings) {
    this.findings = findings;
  }

  void suspect(long position) {
    suspects.add(position);
  }

  /** A tile is missing or wrong, whatever the rows are. */
  void tile(Span span, String detail) {
    findings.add(Finding.of(FindingKind.TILE, span, detail));
  }

  void judge(Span span, Suspect.Verdict verdict) {
    suspects.judge(span, verdict);
  }

  /** The rows up to a checkpoint's size are those that it was made of. */
  void confirmRows(Anchor anchor) {
    confirmed = Math.max(confirmed, anchor.size());
    if (anchor.trusted()) {
      anchored = Math.max(anchored, anchor.size());
    }
    if (anchor.size() > 0) {
      judge(new Span(1, anchor.size()), Suspect.Verdict.ROWS_BY_CHECKPOINT);
    }
  }

  /**
   * The rows up to a checkpoint's size are not those that it was made of.
   *
   * @param tilesFit whether the stored tiles are
   */
  void refuteRows(Anchor anchor, boolean tilesFit) {
    if (tilesFit) {
      judge(new Span(1, anchor.size()), Suspect.Verdict.STORED_BY_CHECKPOINT);
    }
    if (refuted == null) {
      refuted = anchor;
      confirmedBefore = confirmed;
    } else if (refutedLater.size() < Findings.KEPT) {
      refutedLater.add(anchor);
    }
  }

  /** A hash of the head's frontier is neither that over the rows nor that over the tiles. */
  void frontierDiffers(Span span) {
    frontierDifferences.add(span);
  }

  List<Suspect> suspects() {
    return suspects.list();
  }

  List<Span> frontierDifferences() {
    return List.copyOf(frontierDifferences);
  }

  /** The first checkpoint that the rows do not fit; null if they fit all. */
  @Nullable Anchor refuted() {
    return refuted;
  }

  /** The other checkpoints that the rows do not fit, the first ones. */
  List<Anchor> refutedLater() {
    return List.copyOf(refutedLater);
  }

  /** The size of the last checkpoint before {@link #refuted} that the rows fit. */
  long confirmedBefore() {
    return confirmedBefore;
  }

  /** The size of the last checkpoint that the rows fit, whoever made it. */
  long confirmed() {
    return confirmed;
  }

  /** The size of the last checkpoint that the rows fit and that cannot have been changed. */
  long anchored() {
    return anchored;
  }
}
