package io.contextgraph.redis;

import java.io.Serializable;

/**
 * Where the source starts to read a stream for which it has no state.
 *
 * @param after the entry to start after; used by {@link Kind#AFTER} only
 */
public record StartPosition(Kind kind, StreamPosition after) implements Serializable {

  /** The kinds of start. */
  public enum Kind {
    /** After the consumer group's position; at the first entry if there is no group. */
    GROUP,
    /** At the first entry. */
    EARLIEST,
    /** After the last entry. */
    LATEST,
    /** After a given entry. */
    AFTER
  }

  public static StartPosition group() {
    return new StartPosition(Kind.GROUP, StreamPosition.ZERO);
  }

  public static StartPosition earliest() {
    return new StartPosition(Kind.EARLIEST, StreamPosition.ZERO);
  }

  public static StartPosition latest() {
    return new StartPosition(Kind.LATEST, StreamPosition.ZERO);
  }

  public static StartPosition after(StreamPosition entry) {
    return new StartPosition(Kind.AFTER, entry);
  }

  /** Whether this start may skip entries that were never read. */
  boolean maySkipEntries() {
    return kind == Kind.LATEST || kind == Kind.AFTER;
  }
}
