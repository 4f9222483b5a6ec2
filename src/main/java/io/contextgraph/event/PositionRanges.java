package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Collects ascending positions as ranges, in bounded memory: the first ranges, and the count and
 * the digest of all. Not thread-safe.
 */
public final class PositionRanges {
  /** The ranges that are kept; a note of them stays below 1 MB. */
  public static final int KEPT = 10_000;

  private final MessageDigest digest = sha256();
  private final List<Range> kept = new ArrayList<>();
  private long ranges;
  private long positions;
  private long first;
  private long last;

  /** Positions from the first to the last, both included. */
  public record Range(long first, long last) {
    /** For example {@code 3-5}, or {@code 7} for one position. */
    @Override
    public String toString() {
      return first == last ? Long.toString(first) : first + "-" + last;
    }
  }

  /**
   * What was collected.
   *
   * @param ranges the number of all ranges
   * @param digest SHA-256 in hexadecimal digits over all ranges as text, each ended by a newline
   * @param kept the first ranges, at most {@link PositionRanges#KEPT}
   */
  public record Collected(long positions, long ranges, String digest, List<Range> kept) {
    public Collected {
      kept = List.copyOf(kept);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  /**
   * Adds a position.
   *
   * @throws IllegalArgumentException if it is not greater than the one before
   */
  public void add(long position) {
    if (position <= last) {
      throw new IllegalArgumentException("position " + position + " after " + last);
    }
    if (positions == 0 || position != last + 1) {
      closeRange();
      first = position;
    }
    last = position;
    positions++;
  }

  /** Ends the collection; nothing may be added afterwards. */
  public Collected collected() {
    closeRange();
    return new Collected(positions, ranges, HexFormat.of().formatHex(digest.digest()), kept);
  }

  private void closeRange() {
    if (positions == 0) {
      return;
    }
    Range range = new Range(first, last);
    ranges++;
    digest.update((range + "\n").getBytes(StandardCharsets.US_ASCII));
    if (kept.size() < KEPT) {
      kept.add(range);
    }
  }
}
