package io.contextgraph.audit;

import io.contextgraph.graph.Cypher;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.types.TypeSystem;

/** Reads what the graph contains for sessions. */
final class GraphReader {
  private static final TypeSystem TYPES = TypeSystem.getDefault();
  private static final Cypher READ = Cypher.read(GraphReader.class, "read_sessions");

  private GraphReader() {}

  /** Passes on the node of each of the sessions' events and every relationship from it. */
  static void read(
      SimpleQueryRunner transaction, Collection<String> sessions, Consumer<GraphItem> items) {
    transaction
        .run(READ.text(), Values.parameters("sessions", List.copyOf(sessions)))
        .forEachRemaining(row -> read(row, items));
  }

  private static void read(Record row, Consumer<GraphItem> items) {
    String session = row.get("session_id").asString();
    String event = plain(row.get("event_id"));
    String extraLabels = row.get("extra_labels").asList(Value::asString).toString();
    String labels = extraLabels.equals("[]") ? "" : extraLabels;
    items.accept(
        new GraphItem(session, event, GraphItem.NODE, properties(row.get("properties")) + labels));
    for (Value relationship : row.get("relationships").values()) {
      String type = relationship.get("type").asString();
      items.accept(new GraphItem(session, event, type, detail(relationship)));
    }
  }

  private static String detail(Value relationship) {
    Map<String, String> properties = properties(relationship.get("properties"));
    return relationship.get("label").asString("?")
        + " "
        + text(relationship.get("other"))
        + (properties.isEmpty() ? "" : " " + properties);
  }

  private static Map<String, String> properties(Value map) {
    Map<String, String> properties = new TreeMap<>();
    for (String name : map.keys()) {
      properties.put(name, text(map.get(name)));
    }
    return properties;
  }

  private static String text(Value value) {
    if (value.hasType(TYPES.DATE_TIME())) {
      return GraphItem.time(value.asOffsetDateTime().toInstant());
    }
    return value.hasType(TYPES.STRING()) ? GraphItem.text(value.asString()) : value.toString();
  }

  private static String plain(Value value) {
    return value.hasType(TYPES.STRING()) ? value.asString() : value.toString();
  }
}
