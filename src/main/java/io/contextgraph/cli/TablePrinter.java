package io.contextgraph.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints objects as a table. The first rows, up to a page, decide how wide the columns are; those
 * after it are printed one by one, so that an answer may be longer than memory.
 */
final class TablePrinter implements RowPrinter {
  private static final int PAGE = 200;

  private final PrintWriter out;
  private final TableLayout layout;
  private final List<List<String>> kept = new ArrayList<>();
  private List<Integer> widths = List.of();

  TablePrinter(PrintWriter out, TableLayout layout) {
    this.out = out;
    this.layout = layout;
  }

  @Override
  public void print(String json) {
    kept.add(layout.cells(json));
    if (!widths.isEmpty() || kept.size() == PAGE) {
      printKept();
    }
  }

  @Override
  public void flush() {
    printKept();
    out.flush();
  }

  /** A table without rows has no heading either. */
  private void printKept() {
    if (kept.isEmpty()) {
      return;
    }
    if (widths.isEmpty()) {
      widths = layout.widths(kept);
      out.println(layout.heading(widths));
    }
    kept.forEach(row -> out.println(layout.line(row, widths)));
    kept.clear();
  }
}
