package io.contextgraph.event;

/** The mark that {@code dead-letters replay} puts on an entry: the number of the dead letter. */
final class ReplayMark {
  private static final int MAX_DIGITS = 18;

  private ReplayMark() {}

  /** Whether the entry has the mark; adds a problem if the mark is not a number. */
  static boolean isOn(EntryFields sent, Problems problems) {
    byte[] letter = sent.bytes(FieldName.CONTEXT_GRAPH_REPLAY_OF);
    if (letter == null) {
      return false;
    }
    if (!Digits.only(letter, MAX_DIGITS)) {
      problems.add(
          Reason.INVALID_NUMBER,
          FieldName.CONTEXT_GRAPH_REPLAY_OF + " is not the number of a dead letter");
    }
    return true;
  }
}
