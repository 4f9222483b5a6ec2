package io.contextgraph.cli;

import io.contextgraph.query.AnswerRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events below the first one, each drawn behind the lines that lead to it. Pure.
 *
 * @param above the id of the event above each event; without the first event, which has none
 */
record EventTree(List<AnswerRow> rows, Map<String, String> above) {
  /** The column of the drawing. */
  static final String COLUMN = "event";

  /** How many levels are indented; those below them show their number. */
  private static final int INDENTED = 20;

  /** A blank that no table removes. */
  private static final String BLANK = "\u00a0";

  /** A row that waits to be drawn; {@code lines} lead past it to rows further down. */
  private record Waiting(AnswerRow row, int level, String lines, String branch) {
    String drawing() {
      return lines + branch + (level > INDENTED ? "[" + level + "] " : "") + type(row);
    }
  }

  /** Each event below the one that it caused. */
  static EventTree ofCauses(List<AnswerRow> rows) {
    Map<String, String> above = new HashMap<>();
    for (int i = 1; i < rows.size(); i++) {
      above.put(id(rows.get(i)), id(rows.get(i - 1)));
    }
    return new EventTree(rows, above);
  }

  /** Each event below its cause. */
  static EventTree ofEffects(List<AnswerRow> rows) {
    Map<String, String> above = new HashMap<>();
    rows.stream().skip(1).forEach(row -> above.put(id(row), row.text("caused_by") + ""));
    return new EventTree(rows, above);
  }

  private static String id(AnswerRow row) {
    return row.text("event_id") + "";
  }

  /** The rows from top to bottom, with {@link #COLUMN}. */
  List<AnswerRow> drawn() {
    Map<String, List<AnswerRow>> below = below();
    List<AnswerRow> drawn = new ArrayList<>();
    Deque<Waiting> waiting = new ArrayDeque<>();
    rows.stream().limit(1).forEach(first -> waiting.push(new Waiting(first, 0, "", "")));
    while (!waiting.isEmpty()) {
      Waiting next = waiting.pop();
      drawn.add(next.row().with(COLUMN, next.drawing()));
      List<AnswerRow> children = below.getOrDefault(id(next.row()), List.of());
      for (int i = children.size() - 1; i >= 0; i--) {
        String branch = (i == children.size() - 1 ? "└" : "├") + BLANK;
        waiting.push(new Waiting(children.get(i), next.level() + 1, lines(next), branch));
      }
    }
    return drawn;
  }

  /** Rows by the one above; one whose row above is not drawn before it lies below the first. */
  private Map<String, List<AnswerRow>> below() {
    Map<String, List<AnswerRow>> below = new HashMap<>();
    List<AnswerRow> belowFirst = new ArrayList<>();
    rows.stream().limit(1).forEach(first -> below.put(id(first), belowFirst));
    for (AnswerRow row : rows.subList(Math.min(1, rows.size()), rows.size())) {
      below.getOrDefault(above.getOrDefault(id(row), ""), belowFirst).add(row);
      below.putIfAbsent(id(row), new ArrayList<>());
    }
    return below;
  }

  /** The lines before the rows below a row. */
  private static String lines(Waiting row) {
    if (row.level() >= INDENTED) {
      return row.lines();
    }
    return switch (row.branch()) {
      case "" -> "";
      case "├" + BLANK -> row.lines() + "│" + BLANK;
      default -> row.lines() + BLANK + BLANK;
    };
  }

  private static String type(AnswerRow row) {
    @Nullable String type = row.text("event_type");
    return type == null ? "(not recorded)" : type;
  }
}
