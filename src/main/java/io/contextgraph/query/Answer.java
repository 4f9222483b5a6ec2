package io.contextgraph.query;

import java.util.List;

/**
 * The answer to a question.
 *
 * @param cuts why it is not complete; empty if it is
 * @param unknown what the question names and the graph does not contain; then there are no rows
 */
public record Answer(List<AnswerRow> rows, List<Cut> cuts, List<Subject> unknown) {
  public Answer {
    rows = List.copyOf(rows);
    cuts = List.copyOf(cuts);
    unknown = List.copyOf(unknown);
  }

  static Answer complete(List<AnswerRow> rows) {
    return new Answer(rows, List.of(), List.of());
  }

  static Answer cut(List<AnswerRow> rows, Cut... cuts) {
    return new Answer(rows, List.of(cuts), List.of());
  }

  static Answer unknown(List<Subject> subjects) {
    return new Answer(List.of(), List.of(), subjects);
  }

  static Answer unknown(Subject subject) {
    return unknown(List.of(subject));
  }
}
