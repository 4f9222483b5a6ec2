package io.contextgraph.event;

import java.io.Serializable;
import java.time.Duration;

/**
 * How far {@code occurred_at} may be from the time in its entry's id, or from the clock's time
 * where the id does not tell.
 *
 * @param maxAge how old {@code occurred_at} may be
 * @param maxSkew how far ahead {@code occurred_at} may be
 */
public record EventLimits(Duration maxAge, Duration maxSkew) implements Serializable {
  public static final EventLimits DEFAULT =
      new EventLimits(Duration.ofDays(3650), Duration.ofMinutes(5));

  /** Bytes of all names and values of an entry. */
  public static final int MAX_ENTRY_BYTES = 1 << 20;

  /**
   * Bytes of a stream's key. Dead letters are unique by stream, entry id and digest; a longer key
   * would not fit into a row of that index in Postgres.
   */
  public static final int MAX_STREAM_BYTES = 2_000;

  /** Characters, counted as code points, of an id or a name. */
  public static final int MAX_TEXT = 256;

  static final int MAX_PAYLOAD_BYTES = 256 << 10;

  /** Bytes of personal data in plain form. */
  static final int MAX_PERSONAL_DATA_BYTES = 256 << 10;

  static final int MAX_URI = 2048;
}
