package io.contextgraph.redis;

import java.nio.charset.StandardCharsets;

/**
 * A glob pattern as Redis matches keys (SCAN MATCH), byte by byte: {@code *}, {@code ?}, {@code
 * [abc]}, {@code [^a-z]}, and a backslash before a literal character.
 */
final class GlobPattern {
  private final byte[] pattern;

  GlobPattern(String pattern) {
    this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
  }

  boolean matches(String key) {
    byte[] text = key.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    int from = 0;
    int star = -1;
    int retry = 0;
    while (from < text.length) {
      if (at < pattern.length && pattern[at] == '*') {
        star = at++;
        retry = from;
      } else if (at < pattern.length && matchesOne(at, text[from])) {
        at = next(at);
        from++;
      } else if (star >= 0) {
        at = star + 1;
        from = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length && pattern[at] == '*') {
      at++;
    }
    return at == pattern.length;
  }

  private boolean matchesOne(int at, byte next) {
    return switch (pattern[at]) {
      case '?' -> true;
      case '[' -> matchesClass(at, next & 0xff);
      default -> pattern[literal(at)] == next;
    };
  }

  /** The index of the character itself, which a backslash may precede. */
  private int literal(int at) {
    return pattern[at] == '\\' && at + 1 < pattern.length ? at + 1 : at;
  }

  private boolean matchesClass(int open, int next) {
    boolean found = false;
    for (int at = firstOfClass(open); isInClass(at); at = endOfRange(at) + 1) {
      int low = pattern[literal(at)] & 0xff;
      int high = pattern[endOfRange(at)] & 0xff;
      found |= Math.min(low, high) <= next && next <= Math.max(low, high);
    }
    return found != isNegated(open);
  }

  private boolean isNegated(int open) {
    return open + 1 < pattern.length && pattern[open + 1] == '^';
  }

  private int firstOfClass(int open) {
    return isNegated(open) ? open + 2 : open + 1;
  }

  private boolean isInClass(int at) {
    return at < pattern.length && pattern[at] != ']';
  }

  /** The index of the last character of a range or of a single character. */
  private int endOfRange(int at) {
    boolean isRange = literal(at) == at && at + 2 < pattern.length && pattern[at + 1] == '-';
    return isRange ? at + 2 : literal(at);
  }

  /** The index after the element at an index. */
  private int next(int at) {
    if (pattern[at] != '[') {
      return literal(at) + 1;
    }
    int end = firstOfClass(at);
    while (isInClass(end)) {
      end = endOfRange(end) + 1;
    }
    return Math.min(end + 1, pattern.length);
  }
}
