package io.contextgraph.evidence;

/**
 * How many events a member has, and between which positions.
 *
 * @param first the position of the first event; 0 if there is none
 * @param last the position of the last event; 0 if there is none
 */
public record Span(long count, long first, long last) {
  static final Span EMPTY = new Span(0, 0, 0);

  Span plus(long position) {
    return new Span(count + 1, count == 0 ? position : first, position);
  }

  /** Whether it has every position between its first and its last. */
  boolean isContiguous() {
    return count > 0 && last - first == count - 1;
  }
}
