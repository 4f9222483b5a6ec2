package io.contextgraph.cli;

import io.contextgraph.query.AnswerRow;
import java.util.List;

/** What the answer to a question looks like in a table. */
enum AnswerForm {
  CAUSES(true, tree()),
  EFFECTS(true, tree()),
  TIMELINE(
      true,
      List.of(
          Column.time("occurred_at"),
          Column.text("event_type").headed("event"),
          Column.text("tool_name").headed("tool"),
          Column.status("status"),
          Column.number("took_ms").headed("took ms"),
          Column.text("error"),
          Column.id("event_id"))),
  TOOLS(
      false,
      List.of(
          Column.id("tool_name").headed("tool"),
          Column.number("uses"),
          Column.number("failed"),
          Column.number("timed_out").headed("timed out"),
          Column.number("mean_ms").headed("mean ms"),
          Column.time("last_used_at").headed("last used (UTC)"))),
  COMPARE(
      false,
      List.of(
          Column.id("event_type").headed("event"),
          Column.id("tool_name").headed("tool"),
          Column.number("first"),
          Column.number("second"),
          Column.number("first_failed").headed("first failed"),
          Column.number("second_failed").headed("second failed"),
          Column.number("first_ms").headed("first ms"),
          Column.number("second_ms").headed("second ms")));

  private final boolean events;
  private final List<Column> columns;

  AnswerForm(boolean events, List<Column> columns) {
    this.events = events;
    this.columns = columns;
  }

  private static List<Column> tree() {
    return List.of(
        Column.id(EventTree.COLUMN),
        Column.text("tool_name").headed("tool"),
        Column.status("status"),
        Column.time("occurred_at"),
        Column.number("took_ms").headed("took ms"),
        Column.text("error"),
        Column.text("session_id").headed("session"),
        Column.id("event_id"));
  }

  List<Column> columns() {
    return columns;
  }

  /** Whether each row is an event, of which the ledger holds more than the graph. */
  boolean hasEvents() {
    return events;
  }

  /** The rows in the order of the table, with the columns that only the table has. */
  List<AnswerRow> arranged(List<AnswerRow> rows) {
    return switch (this) {
      case CAUSES -> EventTree.ofCauses(rows).drawn();
      case EFFECTS -> EventTree.ofEffects(rows).drawn();
      default -> rows;
    };
  }
}
