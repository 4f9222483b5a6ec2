package io.contextgraph.local;

import io.contextgraph.server.StatementResource;
import java.util.Locale;
import java.util.Map;
import org.neo4j.driver.Driver;

/** The Cypher statements of this package, each a resource file of the same name. */
enum Cypher {
  COUNT_EVENTS,
  COUNT_PROJECTED,
  PROJECTED_POSITION,
  SET_PASSWORD;

  private final String text =
      StatementResource.text(Cypher.class, name().toLowerCase(Locale.ROOT) + ".cypher");

  String text() {
    return text;
  }

  /** Runs a statement that returns one number. */
  long number(Driver graph, Map<String, Object> parameters) {
    return graph
        .executableQuery(text)
        .withParameters(parameters)
        .execute()
        .records()
        .get(0)
        .get(0)
        .asLong();
  }
}
