package io.contextgraph.cli;

import java.io.PrintWriter;

/** Prints JSON Lines: each object unchanged, on a line of its own. */
record JsonPrinter(PrintWriter out) implements RowPrinter {
  @Override
  public void print(String json) {
    // Not println, which would write each line through.
    out.print(json + '\n');
  }

  @Override
  public void flush() {
    out.flush();
  }
}
