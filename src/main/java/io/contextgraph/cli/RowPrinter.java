package io.contextgraph.cli;

/** Prints the objects of an answer in the form that was asked for. Not thread-safe. */
interface RowPrinter {
  /**
   * Prints an object, at the latest with the next {@link #flush}.
   *
   * @param json one JSON object without line ends
   */
  void print(String json);

  /** Prints what has been kept back. */
  void flush();
}
