package io.contextgraph.privacy;

import java.time.Instant;

/**
 * A time at which someone was given a subject's keyset to read, or may have been.
 *
 * @param redeemed false if the ticket is not marked as redeemed: it was never redeemed, or the mark
 *     was rolled back after the keyset was given out; {@code at} is the time of the ticket then
 * @param who the user of the operating system and the database's role, at most {@link
 *     #MAX_CHARACTERS}
 * @param question what was asked, cut like {@code who}
 */
public record Opening(Instant at, boolean redeemed, String who, String question) {
  /** Any opener writes these texts, so they must not fill a receipt. */
  static final int MAX_CHARACTERS = 200;

  public Opening {
    who = cut(who);
    question = cut(question);
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MAX_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS)) + "…";
  }
}
