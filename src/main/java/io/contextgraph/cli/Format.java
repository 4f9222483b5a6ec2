package io.contextgraph.cli;

/** The form of an answer. */
enum Format {
  /** JSON Lines, for programs. */
  JSON,
  /** Columns, for a person. */
  TABLE
}
