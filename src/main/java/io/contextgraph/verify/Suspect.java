package io.contextgraph.verify;

/**
 * Positions of one tile whose stored leaf hashes are not those of their rows: either the rows were
 * changed, or the tile was. Mutable.
 */
final class Suspect {
  /** What is right, by ascending weight of the evidence. */
  enum Verdict {
    UNKNOWN,
    STORED_BY_TREE,
    ROWS_BY_TREE,
    STORED_BY_CHECKPOINT,
    ROWS_BY_CHECKPOINT
  }

  private final long first;
  private long last;
  private int count;
  private Verdict verdict = Verdict.UNKNOWN;

  Suspect(long first) {
    this.first = first;
    add(first);
  }

  void add(long position) {
    last = position;
    count++;
  }

  Span span() {
    return new Span(first, last);
  }

  int count() {
    return count;
  }

  /** Takes a verdict of more weight than the one so far. */
  void judge(Verdict other) {
    if (other.compareTo(verdict) > 0) {
      verdict = other;
    }
  }

  /** Whether the tile is wrong, and the rows are not. */
  boolean isTile() {
    return verdict == Verdict.ROWS_BY_TREE || verdict == Verdict.ROWS_BY_CHECKPOINT;
  }

  Verdict verdict() {
    return verdict;
  }
}
