package io.contextgraph.verify;

import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Tile;

/**
 * Decides at the end what was changed, from what tree and checkpoints say. What a finding explains
 * is not reported again as a consequence.
 */
record Judgement(
    StoredHead head,
    PositionCheck positions,
    TreeEvidence evidence,
    Forks forks,
    Findings findings) {
  /** Adds the findings that follow. */
  void run() {
    evidence.suspects().forEach(this::judge);
    positions.identityDoubts().forEach(this::judgeIdentity);
    judgeLastTime();
    positions.timeDoubts().forEach(this::judgeTime);
    evidence.frontierDifferences().forEach(this::judgeFrontier);
    judgeCheckpoints();
    if (evidence.confirmed() > head.treeSize()) {
      findings.add(
          Finding.of(FindingKind.HEAD, "a checkpoint has more leaves than the head's tree_size"));
    }
  }

  private void judge(Suspect suspect) {
    String hashes =
        (suspect.count() == 1 ? "the hash of its row is" : "the hashes of their rows are")
            + " not in the tile";
    if (suspect.isTile()) {
      add(FindingKind.TILE, suspect.span(), hashes + "; the tree above fits the rows");
      return;
    }
    boolean known = suspect.verdict() != Suspect.Verdict.UNKNOWN;
    add(
        FindingKind.ROW_CHANGED,
        suspect.span(),
        hashes + (known ? "; the tree above fits the tile" : "; the tree above fits neither"));
  }

  /** Without a full tile, the frontier says whether the row or its identity was changed. */
  private void judgeIdentity(Doubt doubt) {
    boolean rowDiffers =
        frontierDiffersAt(doubt.position()) && evidence.confirmed() < doubt.position();
    findings.add(
        Finding.at(
            rowDiffers ? FindingKind.ROW_CHANGED : FindingKind.IDENTITY,
            doubt.position(),
            doubt.eventId(),
            doubt.detail()));
    if (rowDiffers) {
      evidence.unknownLeaf(Span.at(doubt.position()));
    }
  }

  /** The append that moved the head gave it the time of its rows. */
  private void judgeLastTime() {
    CheckedRow last = positions.last();
    if (last == null
        || last.position() != head.position()
        || positions.lastDoubt() != RowDoubt.CONTENT
            && findings.explainRows(Span.at(last.position()))
        || Long.valueOf(last.recordedAt()).equals(head.recordedAt())) {
      return;
    }
    boolean row = frontierDiffersAt(last.position()) && evidence.confirmed() < last.position();
    findings.add(
        Finding.at(
            row ? FindingKind.ROW_CHANGED : FindingKind.HEAD,
            last.position(),
            last.eventId(),
            "recorded_at of the last row and of the head differ"));
    if (row) {
      evidence.unknownLeaf(Span.at(last.position()));
    }
  }

  private void judgeTime(Doubt doubt) {
    Span both = new Span(Math.max(1, doubt.position() - 1), doubt.position());
    if (!findings.explainRows(both)) {
      findings.add(
          Finding.at(FindingKind.ROW_CHANGED, doubt.position(), doubt.eventId(), doubt.detail()));
      if (frontierDiffersAt(doubt.position())) {
        evidence.unknownLeaf(both);
      }
    }
  }

  private boolean frontierDiffersAt(long position) {
    return evidence.frontierDifferences().stream().anyMatch(Span.at(position)::isWithin);
  }

  private void judgeFrontier(Span span) {
    Refutation refuted = evidence.refuted();
    if (evidence.storedConfirmed() >= span.last()) {
      add(FindingKind.HEAD, span, "the frontier does not have their hash; a checkpoint has");
    } else if (evidence.explains(span)) {
      return;
    } else if (refuted != null
        && refuted.anchor().size() >= span.first()
        && refuted.after() < span.last()) {
      Span changed = narrowed(span, refuted);
      add(
          FindingKind.ROW_CHANGED,
          changed,
          "neither the frontier nor a checkpoint has the hash over their rows");
      if (span.first() > GrowingTree.fullTiles(head.treeSize(), 0) * Tile.WIDTH) {
        evidence.unknownLeaf(changed);
      }
    } else {
      add(
          FindingKind.HEAD,
          span,
          "the frontier does not have the hash over their rows: it was changed, or one of them");
    }
  }

  private static Span narrowed(Span span, Refutation refuted) {
    long first = Math.max(span.first(), refuted.after() + 1);
    return new Span(first, Math.max(first, Math.min(span.last(), refuted.anchor().size())));
  }

  private void judgeCheckpoints() {
    for (Anchor changed : evidence.changed()) {
      findings.add(
          Finding.of(
              FindingKind.CHECKPOINT,
              changed.name() + " has another root hash, and a later checkpoint fits the rows"));
    }
    if (evidence.refuted() == null) {
      evidence.doubtful().stream()
          .filter(it -> !isExplained(it))
          .map(Refutation::anchor)
          .forEach(this::judgeDoubtful);
    } else {
      evidence.rewritten().stream()
          .filter(it -> !isExplained(it))
          .findFirst()
          .ifPresent(this::judgeRewritten);
    }
  }

  /** Whether other findings explain that the rows do not fit a checkpoint, or name all of them. */
  private boolean isExplained(Refutation refutation) {
    return evidence.explains(refutation) || findings.areRowsOfAll(refutation.span());
  }

  private void judgeRewritten(Refutation refutation) {
    Anchor anchor = refutation.anchor();
    add(
        FindingKind.HISTORY_REWRITTEN,
        refutation.span(),
        anchor.name()
            + " of "
            + anchor.size()
            + " positions has another root hash"
            + forks.note(anchor));
  }

  /** A stored checkpoint that is no evidence, as there are others. */
  private void judgeDoubtful(Anchor anchor) {
    findings.add(
        Finding.of(
            FindingKind.CHECKPOINT,
            anchor.name()
                + " has another root hash, but its signature is not verified: it was changed, or"
                + " the rows were"
                + forks.note(anchor)));
  }

  /**
   * A checkpoint with more positions than the ledger has.
   *
   * @param last the last position of the ledger
   */
  void judgeCut(Anchor anchor, long last) {
    String detail = anchor.name() + " has " + anchor.size() + " positions" + forks.note(anchor);
    if (evidence.counts(anchor)) {
      add(FindingKind.TAIL_CUT, new Span(last + 1, anchor.size()), detail);
    } else {
      findings.add(
          Finding.of(
              FindingKind.CHECKPOINT,
              detail + ", more than the ledger, but its signature is not verified"));
    }
  }

  private void add(FindingKind kind, Span span, String detail) {
    findings.add(Finding.of(kind, span, detail));
  }
}
