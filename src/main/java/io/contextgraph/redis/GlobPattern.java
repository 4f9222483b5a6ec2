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
      case '[' -> matchesClass(at + 1, next & 0xff);
      default -> pattern[literal(at)] == next;
    };
  }

  /** The index of the character that a backslash may precede. */
  private int literal(int at) {
    return pattern[at] == '\\' && at + 1 < pattern.length ? at + 1 : at;
  }

  private boolean matchesClass(int start, int next) {
    boolean negated = start < pattern.length && pattern[start] == '^';
    boolean found = false;
    int at = negated ? start + 1 : start;
    while (at < pattern.length && pattern[at] != ']') {
      int low = pattern[literal(at)] & 0xff;
      at = literal(at) + 1;
      int high = low;
      if (at + 1 < pattern.length && pattern[at] == '-') {
        high = pattern[at + 1] & 0xff;
        at += 2;
      }
      found |= Math.min(low, high) <= next && next <= Math.max(low, high);
    }
    return found != negated;
  }

  /** The index after the element at an index. */
  private int next(int at) {
    if (pattern[at] != '[') {
      return literal(at) + 1;
    }
    int end = at + 1;
    while (end < pattern.length && pattern[end] != ']') {
      end = literal(end) + 1;
    }
    return Math.min(end + 1, pattern.length);
  }
}
