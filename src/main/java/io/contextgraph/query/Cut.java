package io.contextgraph.query;

import org.jspecify.annotations.Nullable;

/**
 * Why an answer is not complete.
 *
 * @param bound the option that bounded it: limit, depth, events or timeout
 * @param value the option's value; seconds for timeout
 * @param next where the answer continues; null if it cannot be continued, only asked for again with
 *     a greater bound
 */
public record Cut(String bound, long value, @Nullable SessionPlace next) {
  static Cut limit(Bounds bounds) {
    return new Cut(Bounds.LIMIT, bounds.limit(), null);
  }

  /** The rest of a session starts at {@code next}. */
  static Cut limit(Bounds bounds, SessionPlace next) {
    return new Cut(Bounds.LIMIT, bounds.limit(), next);
  }

  static Cut depth(Bounds bounds) {
    return new Cut(Bounds.DEPTH, bounds.depth(), null);
  }

  static Cut events(Bounds bounds) {
    return new Cut(Bounds.EVENTS, bounds.events(), null);
  }

  static Cut timeout(Bounds bounds) {
    return new Cut(Bounds.TIMEOUT, bounds.timeout().toSeconds(), null);
  }

  /** The greatest value that the option may have. */
  public long greatest() {
    return switch (bound) {
      case Bounds.LIMIT -> Bounds.MAX_LIMIT;
      case Bounds.DEPTH -> Bounds.MAX_DEPTH;
      case Bounds.EVENTS -> Bounds.MAX_EVENTS;
      case Bounds.TIMEOUT -> Bounds.MAX_TIMEOUT;
      default -> throw new IllegalStateException(bound + " is no bound");
    };
  }

  /** The last line of an answer that was cut; {@code next} holds options that continue it. */
  public String json() {
    String place =
        next == null
            ? ""
            : ",\"next\":{\"from\":\"" + next.from() + "\",\"after\":" + next.after() + "}";
    return "{\"cut\":\"" + bound + "\",\"" + bound + "\":" + value + place + "}";
  }
}
