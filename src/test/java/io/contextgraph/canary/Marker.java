package io.contextgraph.canary;

import java.util.List;
import java.util.Random;

/**
 * A text that lies nowhere unless it was written there.
 *
 * @param name in reports
 * @param text ASCII
 */
public record Marker(String name, String text) {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** A random one of letters and digits, which compression leaves as it is. */
  public static Marker random(String name, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Needles.SHORTEST_MARKER; i++) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return new Marker(name, text.toString());
  }

  public List<Needle> needles() {
    return Needles.ofText(name, text);
  }
}
