package io.contextgraph.verify;

import java.util.Optional;

/**
 * A checkpoint that the rows do not fit.
 *
 * @param after the last position that an earlier checkpoint confirms, be it by the rows or by the
 *     stored hashes
 * @param stored whether the stored hashes fit it
 */
record Refutation(Anchor anchor, long after, StoredFit stored) {
  /** The positions that may have been rewritten. */
  Span span() {
    long last = Math.max(1, anchor.size());
    return new Span(Math.min(after + 1, last), last);
  }

  /**
   * The positions for which neither the frontier nor an earlier checkpoint has a hash; empty if
   * there are none.
   */
  Optional<Span> open() {
    long first = Math.max(after, stored.covered()) + 1;
    return first > anchor.size() ? Optional.empty() : Optional.of(new Span(first, anchor.size()));
  }
}
