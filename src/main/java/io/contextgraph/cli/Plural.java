package io.contextgraph.cli;

/** A number with the words that agree with it. */
final class Plural {
  private Plural() {}

  /**
   * @param one the words after 1
   * @param several the words after every other number
   */
  static String of(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
