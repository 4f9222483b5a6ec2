package io.contextgraph.benchmark;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/** Prints what the tree costs, with a column for each batch size. */
record TreeCostTable(List<TreeCost> costs, PrintStream out) {
  void print() {
    row("events of an append", cost -> "%d".formatted(cost.batch()));
    for (TreePart part : TreePart.values()) {
      row(part.title() + ", ns a leaf", cost -> "%.0f".formatted(cost.nanosPerLeaf(part)));
    }
    row("write of its tiles, ms an append", cost -> "%.3f".formatted(cost.tileMillis()));
    row("the tree in all, ms an append", cost -> "%.3f".formatted(cost.millis()));
    row("the whole append, ms (median)", cost -> "%.3f".formatted(cost.appendMillis()));
    row("the tree's part of it", cost -> "%.2f %%".formatted(cost.percent()));
    row("its tiles' part of the WAL", cost -> "%.2f %%".formatted(cost.tileWalPercent()));
    row(
        "at most %.0f %%".formatted(TreeCost.TARGET_PERCENT),
        cost -> cost.isWithinTarget() ? "met" : "missed");
  }

  private void row(String title, Function<TreeCost, String> value) {
    out.printf("%-36s", title);
    costs.forEach(cost -> out.printf("%12s", value.apply(cost)));
    out.println();
  }
}
