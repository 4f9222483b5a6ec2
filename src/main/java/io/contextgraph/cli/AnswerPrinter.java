package io.contextgraph.cli;

import io.contextgraph.query.Answer;
import io.contextgraph.query.AnswerRow;
import io.contextgraph.query.EventDetails;
import java.io.PrintWriter;
import java.util.List;

/** Prints the answer to a question, and on standard error what it lacks. */
record AnswerPrinter(AnswerForm form, FormatOption format, PrintWriter out, PrintWriter err) {
  /**
   * Prints all rows, those of events with what only the ledger holds, until no one reads them any
   * more.
   */
  void print(Answer answer, AskedLedger ledger) {
    RowPrinter rows = format.rows(out, form.columns());
    List<AnswerRow> arranged = format.isTable() ? form.arranged(answer.rows()) : answer.rows();
    for (List<AnswerRow> page : EventDetails.pages(arranged)) {
      if (out.checkError()) {
        return;
      }
      (form.hasEvents() ? detailed(page, ledger) : page).forEach(row -> rows.print(row.json()));
    }
    if (!format.isTable()) {
      answer.cuts().forEach(cut -> rows.print(cut.json()));
    }
    rows.flush();
    answer.cuts().forEach(cut -> note(new CutNote(cut).text()));
    missing(answer);
    if (answer.rows().isEmpty() && answer.cuts().isEmpty()) {
      note("The answer is empty: no event meets the conditions.");
    }
  }

  /** A table shows no payload, so only errors are read for it. */
  private List<AnswerRow> detailed(List<AnswerRow> page, AskedLedger ledger) {
    return ledger
        .read(
            connection -> {
              EventDetails details = new EventDetails(connection);
              return format.isTable() ? details.withErrors(page) : details.of(page);
            })
        .orElseGet(() -> EventDetails.unread(page));
  }

  private void missing(Answer answer) {
    answer.rows().stream()
        .filter(row -> Boolean.TRUE.equals(row.values().get("missing")))
        .map(row -> row.text("event_id"))
        .forEach(
            id ->
                note(
                    "Event "
                        + id
                        + " is known only as the parent of another event: the graph does not"
                        + " contain the event itself."));
  }

  /** Prints a sentence on standard error. */
  void note(String sentence) {
    err.println(CellText.visible(sentence));
  }
}
