package io.contextgraph.local;

/** Numbers that a person types. */
public final class WholeNumber {
  private WholeNumber() {}

  /**
   * The value of an option.
   *
   * @param option its name, for the message
   * @throws UsageException unless the text is a whole number within the range
   */
  public static int within(String option, String text, int min, int max) {
    String digits = text.strip();
    boolean number = digits.matches("[0-9]{1,9}");
    int value = number ? Integer.parseInt(digits) : -1;
    UsageException.require(
        number && value >= min && value <= max,
        "%s should be a whole number from %d to %d, not '%s'".formatted(option, min, max, text));
    return value;
  }
}
