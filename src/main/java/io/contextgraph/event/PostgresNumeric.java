package io.contextgraph.event;

/**
 * The range of Postgres's {@code numeric} (Postgres documentation, "Numeric Types"): at most
 * 131,072 digits before the decimal point and 16,383 after it.
 */
final class PostgresNumeric {
  private static final int MAX_INTEGER_DIGITS = 131_072;
  private static final int MAX_FRACTION_DIGITS = 16_383;

  /** A shorter number without an exponent is always within the range. */
  private static final int ALWAYS_ACCEPTED_LENGTH = 300;

  private PostgresNumeric() {}

  /**
   * Whether a number of a JSON text is within the range. Only counts digits, since computing a
   * value of a million digits takes seconds.
   */
  static boolean accepts(String number) {
    int exponentAt = Math.max(number.indexOf('e'), number.indexOf('E'));
    if (exponentAt < 0 && number.length() <= ALWAYS_ACCEPTED_LENGTH) {
      return true;
    }
    String mantissa = exponentAt < 0 ? number : number.substring(0, exponentAt);
    long exponent = exponentAt < 0 ? 0 : exponent(number.substring(exponentAt + 1));
    int point = mantissa.indexOf('.');
    long scale = (point < 0 ? 0 : mantissa.length() - point - 1) - exponent;
    long integerDigits = Math.max(1, significantDigits(mantissa)) - scale;
    return integerDigits <= MAX_INTEGER_DIGITS && scale <= MAX_FRACTION_DIGITS;
  }

  private static int significantDigits(String mantissa) {
    int significant = 0;
    for (int i = 0; i < mantissa.length(); i++) {
      char character = mantissa.charAt(i);
      boolean digit = character >= '0' && character <= '9';
      significant += digit && (significant > 0 || character != '0') ? 1 : 0;
    }
    return significant;
  }

  /** The exponent, clamped to the range of int; both ends are out of the range of numeric. */
  private static long exponent(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException beyondInt) {
      return text.startsWith("-") ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
  }
}
