package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Describes where a line is not JSON, for a human reader. Pure. */
final class JsonFault {
  private static final Set<String> NOT_NUMBERS =
      Set.of("NaN", "Infinity", "-Infinity", "+Infinity", "INF", "-INF", "+INF");
  private static final int MAX_SHOWN = 40;

  private final byte[] line;

  /**
   * @param line UTF-8 text
   */
  JsonFault(byte[] line) {
    this.line = line;
  }

  /** Describes the place where a parser stopped: at a character, or after a word. */
  String at(int stopped) {
    int from = Math.max(0, Math.min(stopped, line.length));
    int to = from;
    while (from > 0 && isWord(line[from - 1])) {
      from--;
    }
    while (to < line.length && isWord(line[to])) {
      to++;
    }
    return from == to ? character(from) : word(from, to);
  }

  private String word(int from, int to) {
    String word = new String(line, from, to - from, StandardCharsets.US_ASCII);
    return NOT_NUMBERS.contains(word)
        ? word + " at column " + column(from) + " is not a number in JSON"
        : "it is not JSON: " + shown(word) + " at column " + column(from);
  }

  /** Describes a control character in a string. */
  String atControlCharacter(int stopped) {
    return "it is not JSON: the control character at column %d must be written as \\u%04x"
        .formatted(column(stopped), line[stopped]);
  }

  private String character(int at) {
    if (at >= line.length) {
      return "it is not JSON: it ends too early";
    }
    int start = at;
    while (isContinuation(line[start])) {
      start--;
    }
    int end = at + 1;
    while (end < line.length && isContinuation(line[end])) {
      end++;
    }
    String character = shown(new String(line, start, end - start, StandardCharsets.UTF_8));
    return "it is not JSON: " + character + " at column " + column(start);
  }

  /** The number of the character at an offset, counted from 1. */
  int column(int offset) {
    int column = 1;
    for (int at = 0; at < offset; at++) {
      column += isContinuation(line[at]) ? 0 : 1;
    }
    return column;
  }

  /** A text as a message may show it: short, and without control characters. */
  static String shown(String text) {
    String beginning = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN).concat("…");
    return beginning.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  private static boolean isContinuation(byte value) {
    return (value & 0xC0) == 0x80;
  }

  private static boolean isWord(byte value) {
    return value >= '0' && value <= '9'
        || value >= 'a' && value <= 'z'
        || value >= 'A' && value <= 'Z'
        || value == '_'
        || value == '+'
        || value == '-'
        || value == '.';
  }
}
