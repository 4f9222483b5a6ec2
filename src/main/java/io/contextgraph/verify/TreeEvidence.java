package io.contextgraph.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the comparison of the tree has found so far. Not thread-safe. */
final class TreeEvidence {
  private final Suspects suspects = new Suspects();
  private final Findings findings;
  private final List<Span> frontierDifferences = new ArrayList<>();
  private boolean onlyTrusted;
  private @Nullable Anchor refutedTrusted;
  private long anchoredBefore;
  private long confirmed;
  private long anchored;

  /** Those that can have been changed and that the rows do not fit, after the last that they do. */
  private final List<Anchor> doubtful = new ArrayList<>();

  private final List<Anchor> changed = new ArrayList<>();

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

  /** Checkpoints that can have been changed are no evidence if there are others. */
  void onlyTrusted(boolean only) {
    onlyTrusted = only;
  }

  /** Whether a checkpoint is evidence. */
  boolean counts(Anchor anchor) {
    return anchor.trusted() || !onlyTrusted;
  }

  /** The rows up to a checkpoint's size are those that it was made of. */
  void confirmRows(Anchor anchor) {
    if (!counts(anchor)) {
      return;
    }
    confirmed = Math.max(confirmed, anchor.size());
    doubtful.forEach(this::change);
    doubtful.clear();
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
    if (tilesFit && counts(anchor)) {
      judge(new Span(1, anchor.size()), Suspect.Verdict.STORED_BY_CHECKPOINT);
    }
    if (anchor.trusted()) {
      if (refutedTrusted == null) {
        refutedTrusted = anchor;
        anchoredBefore = anchored;
      }
    } else if (confirmed >= anchor.size()) {
      change(anchor);
    } else if (doubtful.size() < Findings.KEPT) {
      doubtful.add(anchor);
    }
  }

  private void change(Anchor anchor) {
    if (changed.size() < Findings.KEPT) {
      changed.add(anchor);
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

  /** The first checkpoint that is evidence and that the rows do not fit; null if they fit all. */
  @Nullable Anchor refuted() {
    if (refutedTrusted != null || onlyTrusted || doubtful.isEmpty()) {
      return refutedTrusted;
    }
    return doubtful.get(0);
  }

  /** The size of the last checkpoint before {@link #refuted} that the rows fit. */
  long confirmedBefore() {
    return refutedTrusted == null ? confirmed : anchoredBefore;
  }

  /** Checkpoints that the rows do not fit while they fit a later one, the first ones. */
  List<Anchor> changed() {
    return List.copyOf(changed);
  }

  /** Checkpoints that can have been changed, and beyond which no other fits, the first ones. */
  List<Anchor> doubtful() {
    return List.copyOf(doubtful);
  }

  /** The size of the last checkpoint that is evidence and that the rows fit. */
  long confirmed() {
    return confirmed;
  }

  /** The size of the last checkpoint that the rows fit and that cannot have been changed. */
  long anchored() {
    return anchored;
  }
}
