package io.contextgraph.cli;

import static java.util.stream.Collectors.joining;

import io.contextgraph.graph.ProjectionReach;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.query.Answer;
import io.contextgraph.query.Bounds;
import io.contextgraph.query.GraphQuestions;
import io.contextgraph.query.RecordedSubjects;
import io.contextgraph.query.Subject;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;

/**
 * Puts a question to the graph, completes the answer with what only the ledger holds, and prints
 * it. Says what the answer cannot contain because the graph is behind the ledger, or because the
 * ledger cannot be read.
 *
 * @param nanoClock measures the time that the question takes
 */
record Inquiry(Servers servers, Bounds bounds, LongSupplier nanoClock, AnswerPrinter printer) {
  /** Returns the exit code. */
  int answer(Function<GraphQuestions, Answer> question) throws SQLException {
    try (Driver graph = servers.neo4j().open();
        AskedLedger ledger = AskedLedger.open(servers)) {
      GraphQuestions questions = new GraphQuestions(graph, bounds, nanoClock);
      Optional<ProjectionReach> reach = reach(ledger, questions);
      Answer answer = question.apply(questions);
      if (!answer.unknown().isEmpty()) {
        return unknown(answer.unknown(), ledger, reach);
      }
      printer.print(answer, ledger);
      reach.filter(it -> it.behind() > 0).ifPresent(it -> printer.note(behind(it)));
      return ledger.failure().map(it -> failed(it, missing())).orElse(ExitCode.DONE);
    }
  }

  /** How far the graph was before it was asked; empty if a server does not say. */
  private static Optional<ProjectionReach> reach(AskedLedger ledger, GraphQuestions questions) {
    return ledger
        .read(connection -> LedgerHead.read(connection).position())
        .flatMap(
            head ->
                questions.projectedPosition().stream()
                    .mapToObj(position -> new ProjectionReach(position, head))
                    .findFirst());
  }

  private static String behind(ProjectionReach reach) {
    return "The graph has reached position %d of %d: later events are not in the answer."
        .formatted(reach.graph(), reach.ledger());
  }

  private String missing() {
    return printer.form().hasEvents() ? ". Errors, attributes and payloads are missing." : ".";
  }

  /**
   * @param end ends the sentence, and may add another
   */
  private int failed(Failure failure, String end) {
    printer.note("The ledger was not read: " + failure.message() + end);
    return failure.exitCode();
  }

  /** What the ledger has is not wrong usage: the graph will have it. */
  private int unknown(List<Subject> subjects, AskedLedger ledger, Optional<ProjectionReach> reach) {
    Map<Subject, Long> recorded = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      recorded(subject, ledger).ifPresent(position -> recorded.put(subject, position));
    }
    List<Subject> missing = subjects.stream().filter(it -> !recorded.containsKey(it)).toList();
    if (!missing.isEmpty()) {
      return unrecorded(missing, ledger);
    }
    recorded.forEach(
        (subject, position) ->
            printer.note(
                "The ledger has %s at position %d, but the graph does not have it yet."
                    .formatted(subject, position)));
    reach.ifPresent(it -> printer.note(behind(it)));
    return ExitCode.UNREACHABLE;
  }

  /** A ledger that cannot be read may contain what was not found in it. */
  private int unrecorded(List<Subject> subjects, AskedLedger ledger) {
    String names = subjects.stream().map(Subject::toString).collect(joining(" and no "));
    Failure failure =
        ledger
            .failure()
            .filter(it -> it.exitCode() != ExitCode.DONE)
            .orElseThrow(() -> new UsageException("the graph has no " + names));
    printer.note(
        "The graph has no %s; whether the ledger has %s is unknown."
            .formatted(names, subjects.size() == 1 ? "it" : "them"));
    return failed(failure, ".");
  }

  private static OptionalLong recorded(Subject subject, AskedLedger ledger) {
    return ledger
        .read(connection -> new RecordedSubjects(connection).position(subject))
        .orElse(OptionalLong.empty());
  }
}
