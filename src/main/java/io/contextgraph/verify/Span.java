package io.contextgraph.verify;

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

  @Override
  public String toString() {
    return first == last ? "position " + first : "positions " + first + " to " + last;
  }
}
