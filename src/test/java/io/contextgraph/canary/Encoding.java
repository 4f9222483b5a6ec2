package io.contextgraph.canary;

/** A form in which a marker may lie in a file. */
public enum Encoding {
  UTF_8,
  UTF_16LE,
  UTF_16BE,
  BASE64,
  BASE64_URL,
  /** Every character as {@code \\u0063}. */
  JSON_ESCAPES,
  /** Hexadecimal digits, as Postgres writes a bytea. */
  HEX,
  /** Every byte as {@code \x63}, as Redis logs what it does not print. */
  ESCAPED_BYTES,
  /**
   * LZF, the compression of Redis's RDB: literal bytes in runs of at most 32. One of the halves of
   * a marker is always whole.
   */
  LZF,
  /** The compression of Postgres's long values: a control byte before eight literal ones. */
  PGLZ
}
