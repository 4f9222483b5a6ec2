package io.contextgraph.audit;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.TypeSystem;

/** Values of the graph as text, in the format of {@link GraphItem}. */
final class GraphText {
  /** No event has a later one; those that are much later are no whole number of microseconds. */
  private static final int LAST_YEAR = 99_999;

  private static final TypeSystem TYPES = TypeSystem.getDefault();

  private GraphText() {}

  /**
   * The end of a relationship and its properties.
   *
   * @param relationship a map with the {@code label} and the key ({@code other}) of the node at
   *     which it ends, and its {@code properties}
   */
  static String relationship(Value relationship) {
    Map<String, String> properties = properties(relationship.get("properties"));
    return relationship.get("label").asString("?")
        + " "
        + text(relationship.get("other"))
        + (properties.isEmpty() ? "" : " " + properties);
  }

  static Map<String, String> properties(Value map) {
    Map<String, String> properties = new TreeMap<>();
    for (String name : map.keys()) {
      properties.put(name, text(map.get(name)));
    }
    return properties;
  }

  private static String text(Value value) {
    if (value.hasType(TYPES.DATE_TIME())) {
      OffsetDateTime time = value.asOffsetDateTime();
      return Math.abs(time.getYear()) > LAST_YEAR
          ? time.toString()
          : GraphItem.time(time.toInstant());
    }
    return value.hasType(TYPES.STRING()) ? GraphItem.text(value.asString()) : value.toString();
  }
}
