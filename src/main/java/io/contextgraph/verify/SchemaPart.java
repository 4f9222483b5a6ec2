package io.contextgraph.verify;

/**
 * A part of the schema.
 *
 * @param kind what it is, as in {@code trigger}
 * @param name its name, with that of its table
 * @param definition everything else about it
 */
record SchemaPart(String kind, String name, String definition) {
  private static final String SEPARATOR = "\t";
  private static final int PARTS = 3;

  /** Parses {@link #toLine}. */
  static SchemaPart ofLine(String line) {
    String[] parts = line.split(SEPARATOR, PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("a part of the schema has three fields: " + line);
    }
    return new SchemaPart(parts[0], parts[1], parts[2]);
  }

  /** The part as one line; white space within it is single blanks. */
  String toLine() {
    return String.join(SEPARATOR, kind, name, definition);
  }

  static SchemaPart of(String kind, String name, String definition) {
    return new SchemaPart(kind, name, definition.strip().replaceAll("\\s+", " "));
  }

  String title() {
    return kind + " " + name;
  }
}
