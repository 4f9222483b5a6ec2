package io.contextgraph.verify;

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
  }

  /** The append that moved the head gave it the time of its rows. */
  private void judgeLastTime() {
    CheckedRow last = positions.last();
    if (last == null
        || last.position() != head.position()
        || findings.explainRows(Span.at(last.position()))
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
  }

  private void judgeTime(Doubt doubt) {
    Span both = new Span(Math.max(1, doubt.position() - 1), doubt.position());
    if (!findings.explainRows(both)) {
      findings.add(
          Finding.at(FindingKind.ROW_CHANGED, doubt.position(), doubt.eventId(), doubt.detail()));
    }
  }

  private boolean frontierDiffersAt(long position) {
    return evidence.frontierDifferences().stream().anyMatch(Span.at(position)::isWithin);
  }

  private void judgeFrontier(Span span) {
    if (findings.explainRows(span)) {
      return;
    }
    Anchor refuted = evidence.refuted();
    if (evidence.confirmed() >= span.last()) {
      add(FindingKind.HEAD, span, "the frontier does not have their hash; a checkpoint has");
    } else if (refuted != null
        && refuted.size() >= span.first()
        && evidence.confirmedBefore() < span.last()) {
      add(
          FindingKind.ROW_CHANGED,
          narrowed(span, refuted),
          "neither the frontier nor a checkpoint has the hash over their rows");
    } else {
      add(
          FindingKind.HEAD,
          span,
          "the frontier does not have the hash over their rows: it was changed, or one of them");
    }
  }

  private Span narrowed(Span span, Anchor refuted) {
    long first = Math.max(span.first(), evidence.confirmedBefore() + 1);
    return new Span(first, Math.max(first, Math.min(span.last(), refuted.size())));
  }

  private void judgeCheckpoints() {
    for (Anchor changed : evidence.changed()) {
      findings.add(
          Finding.of(
              FindingKind.CHECKPOINT,
              changed.name() + " has another root hash, and a later checkpoint fits the rows"));
    }
    Anchor refuted = evidence.refuted();
    if (refuted == null) {
      evidence.doubtful().forEach(this::judgeDoubtful);
    } else {
      judgeRefuted(refuted);
    }
  }

  private void judgeRefuted(Anchor anchor) {
    Span span = unconfirmed(anchor, evidence.confirmedBefore());
    if (!findings.explainRows(span)) {
      add(
          FindingKind.HISTORY_REWRITTEN,
          span,
          anchor.name()
              + " of "
              + anchor.size()
              + " positions has another root hash"
              + forks.note(anchor));
    }
  }

  /** A stored checkpoint that is no evidence, as there are others. */
  private void judgeDoubtful(Anchor anchor) {
    if (!findings.explainRows(unconfirmed(anchor, evidence.confirmed()))) {
      findings.add(
          Finding.of(
              FindingKind.CHECKPOINT,
              anchor.name()
                  + " has another root hash, but its signature is not verified: it was changed, or"
                  + " the rows were"
                  + forks.note(anchor)));
    }
  }

  private static Span unconfirmed(Anchor anchor, long confirmed) {
    long last = Math.max(1, anchor.size());
    return new Span(Math.min(confirmed + 1, last), last);
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
