package io.contextgraph.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prints objects for reading: a line for each key, nothing cut, a blank line between two objects.
 * Keys without a value are left out; a text of several lines keeps them.
 */
final class DetailPrinter implements RowPrinter {
  private static final int GAP = 2;
  private static final String TAB = "    ";

  private final PrintWriter out;
  private boolean first = true;

  DetailPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(String json) {
    if (!first) {
      out.println();
    }
    first = false;
    Map<String, String> values = JsonValues.of(json).byKey();
    Set<String> objects = objects(values.keySet());
    int width = GAP + values.keySet().stream().mapToInt(DisplayWidth::of).max().orElse(0);
    values.forEach(
        (key, value) -> {
          if (!value.isEmpty() && !objects.contains(key)) {
            print(CellText.visible(key), value, width);
          }
        });
  }

  private void print(String key, String value, int width) {
    String margin = key + " ".repeat(Math.max(0, width - DisplayWidth.of(key)));
    for (String line : value.stripTrailing().split("\n", -1)) {
      out.println(
          (margin + CellText.visible(line.stripTrailing().replace("\t", TAB))).stripTrailing());
      margin = " ".repeat(width);
    }
  }

  /** The keys of objects, which are shown by their own keys, each on a line. */
  private static Set<String> objects(Set<String> keys) {
    return keys.stream()
        .filter(key -> key.indexOf('.') > 0)
        .map(key -> key.substring(0, key.indexOf('.')))
        .collect(Collectors.toSet());
  }

  @Override
  public void flush() {
    out.flush();
  }
}
