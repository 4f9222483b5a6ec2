package io.contextgraph.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads a date-time of RFC 3339, section 5.6, and truncates it to microseconds (Postgres would
 * round, which can move an event into the next month). Strict: {@code T} and an offset are
 * required, the ranges are those of the RFC, a leap second is refused since neither Java nor
 * Postgres can keep it.
 */
final class Rfc3339 {
  private static final int FRACTION_START = 19;
  private static final int MICRO_DIGITS = 6;

  private final byte[] text;
  private int at;

  private Rfc3339(byte[] text) {
    this.text = text;
  }

  /**
   * @throws DateTimeException if the text is anything else
   */
  static Instant parse(byte[] text) {
    return new Rfc3339(text).instant();
  }

  private Instant instant() {
    if (text.length < FRACTION_START + 1) {
      throw new DateTimeException("too short");
    }
    int year = number(4);
    separator('-');
    int month = number(2);
    separator('-');
    int day = number(2);
    if (text[at] != 'T' && text[at] != 't') {
      throw new DateTimeException("no T");
    }
    at++;
    int hour = bounded(number(2), 23);
    separator(':');
    int minute = bounded(number(2), 59);
    separator(':');
    int second = bounded(number(2), 59);
    int micros = fraction();
    long offset = offsetSeconds();
    if (at != text.length) {
      throw new DateTimeException("more than a date-time");
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = days * 86_400 + hour * 3_600L + minute * 60L + second - offset;
    return Instant.ofEpochSecond(seconds, micros * 1_000L);
  }

  private int number(int digits) {
    int value = 0;
    for (int end = at + digits; at < end; at++) {
      if (at >= text.length || !isDigit(text[at])) {
        throw new DateTimeException("not a digit");
      }
      value = value * 10 + (text[at] - '0');
    }
    return value;
  }

  private static int bounded(int value, int most) {
    if (value > most) {
      throw new DateTimeException("out of range");
    }
    return value;
  }

  private void separator(char expected) {
    if (at >= text.length || text[at] != expected) {
      throw new DateTimeException("no " + expected);
    }
    at++;
  }

  private int fraction() {
    if (text[at] != '.') {
      return 0;
    }
    int start = ++at;
    int micros = 0;
    for (; at < text.length && isDigit(text[at]); at++) {
      if (at - start < MICRO_DIGITS) {
        micros = micros * 10 + (text[at] - '0');
      }
    }
    if (at == start) {
      throw new DateTimeException("no fraction digits");
    }
    for (int digits = at - start; digits < MICRO_DIGITS; digits++) {
      micros *= 10;
    }
    return micros;
  }

  private long offsetSeconds() {
    if (at >= text.length) {
      throw new DateTimeException("no offset");
    }
    byte sign = text[at++];
    if (sign == 'Z' || sign == 'z') {
      return 0;
    }
    if (sign != '+' && sign != '-') {
      throw new DateTimeException("no offset");
    }
    int hours = bounded(number(2), 23);
    separator(':');
    int minutes = bounded(number(2), 59);
    long seconds = hours * 3_600L + minutes * 60L;
    return sign == '-' ? -seconds : seconds;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
