package io.contextgraph.verify;

import java.util.Optional;

/**
 * Neighbouring positions.
 *
 * @param first the first one
 * @param last the last one, included
 */
record Span(long first, long last) {
  Span {
    if (first > last) {
      throw new IllegalArgumentException("a span from " + first + " to " + last + " is empty");
    }
  }

  static Span at(long position) {
    return new Span(position, position);
  }

  boolean isWithin(Span other) {
    return other.first <= first && last <= other.last;
  }

  boolean overlaps(Span other) {
    return first <= other.last && other.first <= last;
  }

  /** The positions in both; empty if there are none. */
  Optional<Span> common(Span other) {
    return overlaps(other)
        ? Optional.of(new Span(Math.max(first, other.first), Math.min(last, other.last)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return first == last ? "position " + first : "positions " + first + " to " + last;
  }
}
