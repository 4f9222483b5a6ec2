package io.contextgraph.canary;

/**
 * A marker, or as much of it as is the same wherever it lies, in one form.
 *
 * @param marker the name of the marker in reports
 * @param bytes at least {@link #SHORTEST} of them
 */
public record Needle(String marker, Encoding encoding, byte[] bytes) {
  static final int SHORTEST = 8;

  public Needle {
    if (bytes.length < SHORTEST) {
      throw new IllegalArgumentException(
          marker + " in " + encoding + " has only " + bytes.length + " bytes");
    }
  }

  boolean isAt(byte[] text, int position, int end) {
    if (end - position < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (text[position + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
