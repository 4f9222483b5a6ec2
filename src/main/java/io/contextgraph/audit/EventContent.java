package io.contextgraph.audit;

import static java.util.stream.Collectors.toMap;

import io.contextgraph.event.EventSummary;
import io.contextgraph.graph.Cypher;
import io.contextgraph.graph.GraphWriter;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;

/** The node of an event and the relationships that start at it, except {@code FOLLOWS}. */
final class EventContent implements EventCheck {
  private static final Cypher READ = Cypher.read(EventContent.class, "read_events");

  @Override
  public String unit() {
    return "events compared";
  }

  @Override
  public List<Difference> differences(SimpleQueryRunner transaction, List<EventSummary> events) {
    ItemComparison comparison = new ItemComparison();
    events.forEach(event -> GraphItem.of(event).forEach(comparison::addExpected));
    Map<String, String> sessions =
        events.stream()
            .collect(toMap(event -> event.eventId().toString(), EventSummary::sessionId));
    for (Record row : READ.run(transaction, Map.of("keys", List.copyOf(sessions.keySet())))) {
      String id = row.get("event_id").asString();
      add(row, sessions.getOrDefault(id, ""), id, comparison);
    }
    return comparison.differences();
  }

  private static void add(Record row, String session, String id, ItemComparison comparison) {
    List<String> labels = row.get("extra_labels").asList(Value::asString);
    comparison.addActual(
        new GraphItem(
            session,
            id,
            GraphItem.NODE,
            GraphText.properties(row.get("properties")) + (labels.isEmpty() ? "" : "" + labels)));
    for (Value relationship : row.get("relationships").values()) {
      comparison.addActual(
          new GraphItem(
              session,
              id,
              relationship.get("type").asString(),
              GraphText.relationship(relationship)));
    }
  }

  /** Also places the events in the chains of their sessions. */
  @Override
  public void repair(TransactionContext transaction, List<EventSummary> events) {
    new GraphWriter(transaction).renew(events);
  }
}
