package io.contextgraph.event;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes and parses a date-time of RFC 3339, section 5.6. Parsing truncates it to microseconds
 * (Postgres would round, which can move an event into the next month). Strict: {@code T} and an
 * offset are required, the ranges are those of the RFC, and a leap second is refused since neither
 * Java nor Postgres can store it.
 */
final class Rfc3339 {
  private static final int SHORTEST = "2026-11-02T09:00:00Z".length();
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int FIRST_FRACTION_DIGIT_MICROS = 100_000;

  /** The end of the year 9999, the last that the RFC can write, in UTC. */
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private static final String LAST_OFFSET = "-23:59";
  private static final Duration BEYOND_UTC = Duration.ofHours(23).plusMinutes(59);

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

  /**
   * The text of a time from the year 0 on, with 0, 3 or 6 digits after the second; in UTC unless
   * the time is beyond the year 9999 there, which a time with an offset can be.
   */
  static String format(Instant time) {
    if (time.isBefore(END)) {
      return time.toString();
    }
    String local = time.minus(BEYOND_UTC).toString();
    return local.substring(0, local.length() - 1) + LAST_OFFSET;
  }

  private Instant instant() {
    if (text.length < SHORTEST) {
      throw new DateTimeException("too short");
    }
    long days = epochDay();
    if (text[at] != 'T' && text[at] != 't') {
      throw new DateTimeException("no T");
    }
    at++;
    int secondOfDay = secondOfDay();
    int micros = fraction();
    int offset = offsetSeconds();
    if (at != text.length) {
      throw new DateTimeException("more than a date-time");
    }
    return Instant.ofEpochSecond(days * SECONDS_PER_DAY + secondOfDay - offset, micros * 1_000L);
  }

  private long epochDay() {
    int year = number(4);
    separator('-');
    int month = number(2);
    separator('-');
    return LocalDate.of(year, month, number(2)).toEpochDay();
  }

  private int secondOfDay() {
    int hour = bounded(number(2), 23);
    separator(':');
    int minute = bounded(number(2), 59);
    separator(':');
    return hour * 3_600 + minute * 60 + bounded(number(2), 59);
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

  private static int bounded(int value, int max) {
    if (value > max) {
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

  /** The fraction in microseconds; further digits are dropped. */
  private int fraction() {
    if (text[at] != '.') {
      return 0;
    }
    int start = ++at;
    int micros = 0;
    int weight = FIRST_FRACTION_DIGIT_MICROS;
    for (; at < text.length && isDigit(text[at]); at++) {
      micros += (text[at] - '0') * weight;
      weight /= 10;
    }
    if (at == start) {
      throw new DateTimeException("no fraction digits");
    }
    return micros;
  }

  private int offsetSeconds() {
    byte sign = at < text.length ? text[at++] : 0;
    if (sign == 'Z' || sign == 'z') {
      return 0;
    }
    if (sign != '+' && sign != '-') {
      throw new DateTimeException("no offset");
    }
    int hours = bounded(number(2), 23);
    separator(':');
    int seconds = hours * 3_600 + bounded(number(2), 59) * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
