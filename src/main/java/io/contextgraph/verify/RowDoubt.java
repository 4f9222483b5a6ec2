package io.contextgraph.verify;

/** What is known of a row by itself, while its leaf is compared. */
enum RowDoubt {
  /** Nothing is wrong with it. */
  NONE,
  /**
   * It is archived, or not the recorded one, and its leaf is the recorded: of most columns, a leaf
   * has only the content hash.
   */
  CONTENT,
  /** It is missing, or not the recorded one, and its leaf may be another one too. */
  LEAF
}
