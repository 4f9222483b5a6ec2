package io.contextgraph.cli;

/**
 * A column of a table.
 *
 * @param key the key of its value in the JSON objects; {@code a.b} is the key b of the object a
 */
record Column(String heading, String key, Kind kind) {
  /** How values are shown. */
  enum Kind {
    /** Never cut. */
    ID,
    /** Cut where the terminal is too narrow. */
    TEXT,
    /** A time in UTC. */
    TIME,
    /** Aligned to the right. */
    NUMBER,
    /** One word, in the colour of what it means. */
    STATUS
  }

  static Column id(String key) {
    return new Column(key, key, Kind.ID);
  }

  static Column text(String key) {
    return new Column(key, key, Kind.TEXT);
  }

  static Column time(String key) {
    return new Column(key + " (UTC)", key, Kind.TIME);
  }

  static Column number(String key) {
    return new Column(key, key, Kind.NUMBER);
  }

  static Column status(String key) {
    return new Column(key, key, Kind.STATUS);
  }

  /** The column under another heading. */
  Column headed(String text) {
    return new Column(text, key, kind);
  }
}
