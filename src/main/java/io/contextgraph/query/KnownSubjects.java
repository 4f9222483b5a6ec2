package io.contextgraph.query;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the graph contains what a question is about. */
record KnownSubjects(TimedGraph graph) {
  /** The answer to a question about sessions that the graph does not contain; empty if it does. */
  Optional<Answer> sessions(String... ids) {
    Set<String> known = ids(Cypher.KNOWN_SESSIONS, Map.of("session_ids", List.of(ids)));
    return answer(
        Stream.of(ids).distinct().filter(id -> !known.contains(id)).map(Subject::session).toList());
  }

  /** The answer to a question about an agent that the graph does not contain; empty if it does. */
  Optional<Answer> agent(String id) {
    boolean known = ids(Cypher.KNOWN_AGENT, Map.of("agent_id", id)).contains(id);
    return answer(known ? List.of() : List.of(Subject.agent(id)));
  }

  private static Optional<Answer> answer(List<Subject> unknown) {
    return unknown.isEmpty() ? Optional.empty() : Optional.of(Answer.unknown(unknown));
  }

  private Set<String> ids(Cypher statement, Map<String, Object> parameters) {
    return graph.read(statement.text(), parameters).stream()
        .map(row -> row.required("id"))
        .collect(toSet());
  }
}
