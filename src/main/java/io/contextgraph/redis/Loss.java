package io.contextgraph.redis;

/**
 * Entries of a stream that were removed before they were read.
 *
 * @param entries how many; 0 if none
 * @param after how far every entry had been accounted for; all lost entries came after it if it is
 *     exact
 * @param upTo the last id that the stream had given out; no lost entry came after it
 */
record Loss(long entries, AccountedFor after, StreamPosition upTo) {
  static final Loss NONE = new Loss(0, AccountedFor.upTo(StreamPosition.ZERO), StreamPosition.ZERO);

  boolean isNone() {
    return entries == 0;
  }

  /** One line that says how many entries are lost, and between which ids they were. */
  String describe(String stream) {
    String line =
        after.exact()
            ? "Entries of stream %s are lost: %d with ids after %s and up to %s. Another program"
                + " trimmed or deleted them before they were read"
            : "Entries of stream %s are lost: %d. This reader was restored at %s: some may be older,"
                + " none is newer than %s. Another program trimmed or deleted them before they were"
                + " read";
    return line.formatted(stream, entries, after.position(), upTo);
  }
}
