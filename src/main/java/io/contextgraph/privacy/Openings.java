package io.contextgraph.privacy;

import java.util.List;

/**
 * The times at which a subject's keyset was given out to be read, or may have been.
 *
 * @param total all of them
 * @param latest the latest of them, the newest first, at most {@link #MAX_LISTED}
 */
public record Openings(long total, List<Opening> latest) {
  /** Openings that are listed. */
  public static final int MAX_LISTED = 50;

  public Openings {
    latest = List.copyOf(latest);
    if (latest.size() > MAX_LISTED || latest.size() > total) {
      throw new IllegalArgumentException(latest.size() + " of " + total + " openings are listed");
    }
  }
}
