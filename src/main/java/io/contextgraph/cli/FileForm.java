package io.contextgraph.cli;

import java.io.BufferedInputStream;
import java.io.IOException;

/** Recognizes from its first bytes a file that cannot be lines of UTF-8. */
final class FileForm {
  private static final int BYTES = 4;

  private FileForm() {}

  /**
   * What is wrong with the file and how to convert it; empty if nothing is. Consumes no byte.
   *
   * @param in at the start of the file
   */
  static String of(BufferedInputStream in) throws IOException {
    in.mark(BYTES);
    byte[] start = in.readNBytes(BYTES);
    in.reset();
    return of(start);
  }

  /** Pure. */
  static String of(byte[] start) {
    int first = start.length < 2 ? -1 : start[0] & 0xFF;
    int second = start.length < 2 ? -1 : start[1] & 0xFF;
    boolean marked = first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF;
    if (marked || first == 0 && isStart(second) || isStart(first) && second == 0) {
      return "is UTF-16, but events are read as UTF-8; convert it: iconv -f UTF-16 -t UTF-8";
    }
    if (first == 0x1F && second == 0x8B) {
      return "is compressed; decompress it: gunzip -c";
    }
    return first == 'P' && second == 'K' ? "is a ZIP archive; extract it first" : "";
  }

  /** What a line of JSON can begin with. */
  private static boolean isStart(int character) {
    return character == '{'
        || character == '['
        || character == ' '
        || character == '\n'
        || character == '\r'
        || character == '\t';
  }
}
