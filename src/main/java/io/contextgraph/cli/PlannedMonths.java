package io.contextgraph.cli;

import io.contextgraph.query.AnswerRow;
import io.contextgraph.retention.PlannedMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the months of a plan. */
final class PlannedMonths {
  static final List<Column> COLUMNS =
      List.of(
          Column.text("partition"),
          Column.time("upper").headed("ends"),
          Column.number("first"),
          Column.number("last"),
          Column.text("verdict"),
          Column.text("detail"));

  private PlannedMonths() {}

  static void print(List<PlannedMonth> months, RowPrinter rows) {
    months.forEach(month -> rows.print(row(month)));
    rows.flush();
  }

  private static String row(PlannedMonth month) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("partition", month.month().partition());
    values.put("upper", month.month().upper().toString());
    values.put("first", month.first() == 0 ? null : month.first());
    values.put("last", month.last() == 0 ? null : month.last());
    values.put("verdict", month.verdict().text());
    values.put("detail", month.detail());
    return new AnswerRow(values).json();
  }
}
