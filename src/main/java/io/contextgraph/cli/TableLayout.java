package io.contextgraph.cli;

import io.contextgraph.cli.Column.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Lays out the rows of a table for a terminal. */
record TableLayout(List<Column> columns, Terminal terminal) {
  private static final String GAP = "  ";

  /** Where there is no terminal, a text is cut at this width. */
  private static final int WIDEST_TEXT = 120;

  private static final int NARROWEST_TEXT = 8;

  TableLayout {
    columns = List.copyOf(columns);
  }

  /** The values of an object, one for each column, as they are shown where there is room. */
  List<String> cells(String json) {
    JsonValues values = JsonValues.of(json);
    return columns.stream()
        .map(column -> CellText.of(column.kind(), values.text(column.key())))
        .toList();
  }

  /** The width of each column: as wide as its widest cell, if the terminal is wide enough. */
  List<Integer> widths(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int width = DisplayWidth.of(columns.get(i).heading());
      for (List<String> row : rows) {
        width = Math.max(width, DisplayWidth.of(row.get(i)));
      }
      widths.add(columns.get(i).kind() == Kind.TEXT ? Math.min(width, WIDEST_TEXT) : width);
    }
    return terminal.isPresent() ? narrowed(widths) : widths;
  }

  /** Takes from the widest text until the row fits; what is not a text keeps its width. */
  private List<Integer> narrowed(List<Integer> widths) {
    int excess =
        widths.stream().mapToInt(it -> it).sum()
            + GAP.length() * (columns.size() - 1)
            - terminal.columns();
    for (; excess > 0; excess--) {
      int widest = widestText(widths);
      if (widest < 0) {
        break;
      }
      widths.set(widest, widths.get(widest) - 1);
    }
    return widths;
  }

  /** The index of the widest text that may still be cut; -1 if there is none. */
  private int widestText(List<Integer> widths) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).kind() == Kind.TEXT && widths.get(i) > NARROWEST_TEXT)
        .boxed()
        .max(Comparator.comparing(widths::get))
        .orElse(-1);
  }

  /** The headings, in bold where colour is wanted. */
  String heading(List<Integer> widths) {
    List<String> headings =
        IntStream.range(0, columns.size())
            .mapToObj(i -> aligned(columns.get(i).heading(), i, widths))
            .toList();
    String line = String.join(GAP, headings).stripTrailing();
    return terminal.colour() ? Colour.BOLD.around(line) : line;
  }

  /** One row. A value that is wider than its column, and may not be cut, moves those after it. */
  String line(List<String> cells, List<Integer> widths) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String part = aligned(cells.get(i), i, widths);
      boolean coloured = terminal.colour() && columns.get(i).kind() == Kind.STATUS;
      parts.add(coloured ? Colour.ofStatus(cells.get(i)).around(part) : part);
    }
    return String.join(GAP, parts).stripTrailing();
  }

  private String aligned(String text, int column, List<Integer> widths) {
    int width = widths.get(column);
    Kind kind = columns.get(column).kind();
    String shown = kind == Kind.TEXT ? DisplayWidth.cut(text, width) : text;
    String blanks = " ".repeat(Math.max(0, width - DisplayWidth.of(shown)));
    return kind == Kind.NUMBER ? blanks + shown : shown + blanks;
  }
}
