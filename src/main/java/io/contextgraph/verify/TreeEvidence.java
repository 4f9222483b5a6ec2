package io.contextgraph.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the comparison of the tree has found so far. Not thread-safe. */
final class TreeEvidence {
  private final Suspects suspects = new Suspects();
  private final Findings findings;
  private final List<Span> frontierDifferences = new ArrayList<>();
  private final UnknownLeaves unknownLeaves = new UnknownLeaves();
  private boolean frontierCompared;
  private boolean onlyTrusted;
  private long confirmed;
  private long storedConfirmed;
  private long anchored;

  /** Of checkpoints that cannot have been changed. */
  private final Refutations trusted = new Refutations();

  /** Of those that can have been changed, after the last that the rows fit. */
  private final Refutations doubtful = new Refutations();

  private final List<Anchor> doubtfulAnchors = new ArrayList<>();

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
    doubtfulAnchors.forEach(it -> keep(it, changed));
    doubtfulAnchors.clear();
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
   * @param stored whether the stored hashes are
   */
  void refuteRows(Anchor anchor, StoredFit stored) {
    if (stored.confirmed() > 0 && counts(anchor)) {
      storedConfirmed = Math.max(storedConfirmed, stored.confirmed());
      judge(new Span(1, stored.confirmed()), Suspect.Verdict.STORED_BY_CHECKPOINT);
    }
    if (anchor.trusted()) {
      trusted.add(anchor, anchored, stored);
    } else if (confirmed >= anchor.size()) {
      keep(anchor, changed);
    } else {
      doubtful.add(anchor, confirmed, stored);
      keep(anchor, doubtfulAnchors);
    }
  }

  private static void keep(Anchor anchor, List<Anchor> first) {
    if (first.size() < Findings.KEPT) {
      first.add(anchor);
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

  /**
   * The leaves of these positions may be other ones than the recorded, which no tile has, because
   * their rows are known to differ.
   */
  void unknownLeaf(Span span) {
    unknownLeaves.add(span);
  }

  /** Whether rows that are known to differ explain that a hash over these positions does. */
  boolean explains(Span span) {
    return unknownLeaves.isAnyWithin(span);
  }

  /** The head's frontier was compared with the rows. */
  void frontierIsCompared() {
    frontierCompared = true;
  }

  /**
   * Whether what is known of single rows explains that all of them do not fit a checkpoint. A leaf
   * that the frontier confirms explains nothing.
   */
  boolean explains(Refutation refutation) {
    return refutation.stored().fits() || refutation.open().filter(this::isOpen).isPresent();
  }

  private boolean isOpen(Span span) {
    return frontierCompared
        ? frontierDifferences.stream()
            .flatMap(it -> it.common(span).stream())
            .anyMatch(unknownLeaves::isAnyWithin)
        : unknownLeaves.isAnyWithin(span);
  }

  /** The first checkpoint that is evidence and that the rows do not fit; null if they fit all. */
  @Nullable Refutation refuted() {
    return evidence().first();
  }

  /** Those that are evidence, and that neither the rows nor the stored hashes fit. */
  List<Refutation> rewritten() {
    return evidence().rewritten();
  }

  private Refutations evidence() {
    return onlyTrusted || trusted.first() != null ? trusted : doubtful;
  }

  /** Checkpoints that the rows do not fit while they fit a later one, the first ones. */
  List<Anchor> changed() {
    return List.copyOf(changed);
  }

  /**
   * Those that can have been changed, beyond which no other fits, and that neither the rows nor the
   * stored hashes fit.
   */
  List<Refutation> doubtful() {
    return doubtful.rewritten();
  }

  /** The size of the last checkpoint that is evidence and that the rows fit. */
  long confirmed() {
    return confirmed;
  }

  /**
   * The last position up to which the hashes over tiles, and over rows without one, are those of a
   * checkpoint that is evidence, be it that the rows fit it or not.
   */
  long storedConfirmed() {
    return Math.max(confirmed, storedConfirmed);
  }

  /** The size of the last checkpoint that the rows fit and that cannot have been changed. */
  long anchored() {
    return anchored;
  }
}
