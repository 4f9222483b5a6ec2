package io.contextgraph.structure;

/** Finds the lines of a Java source file that contain code: neither blank nor only a comment. */
final class CodeLines {
  private final String text;
  private final boolean[] code;
  private int at;
  private int line;

  private CodeLines(String text) {
    this.text = text;
    this.code = new boolean[(int) text.chars().filter(character -> character == '\n').count() + 1];
  }

  /** For each line, whether it contains code. */
  static boolean[] of(String text) {
    CodeLines lines = new CodeLines(text);
    while (lines.at < text.length()) {
      lines.next();
    }
    return lines.code;
  }

  private void next() {
    char character = text.charAt(at);
    if (text.startsWith("//", at)) {
      skipTo(text.indexOf('\n', at));
    } else if (text.startsWith("/*", at)) {
      skipTo(text.indexOf("*/", at + 2) + 2);
    } else if (text.startsWith("\"\"\"", at)) {
      literal("\"\"\"");
    } else if (character == '"' || character == '\'') {
      literal(String.valueOf(character));
    } else {
      code[line] |= !Character.isWhitespace(character);
      skipTo(at + 1);
    }
  }

  private void literal(String quote) {
    int end = at + quote.length();
    while (!text.startsWith(quote, end)) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    int first = line;
    skipTo(end + quote.length());
    for (int i = first; i <= line; i++) {
      code[i] = true;
    }
  }

  private void skipTo(int position) {
    int end = position < at ? text.length() : position;
    for (; at < end; at++) {
      line += text.charAt(at) == '\n' ? 1 : 0;
    }
  }
}
