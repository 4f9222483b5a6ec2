package io.contextgraph.benchmark;

import io.contextgraph.server.StatementResource;
import java.util.Locale;
import org.neo4j.driver.Driver;

/** The Cypher statements of this package, each a resource file of the same name. */
enum Cypher {
  COUNT_NODES,
  COUNT_RELATIONSHIPS,
  CREATE_AGENTS,
  CREATE_EVENTS,
  CREATE_SESSIONS,
  CREATE_TOOLS,
  CREATE_TRACES,
  DELETE_NODES,
  DELETE_RELATIONSHIPS,
  LINK_AGENTS,
  LINK_CAUSES,
  LINK_FOLLOWS,
  LINK_SESSIONS,
  LINK_TOOLS,
  LINK_TRACES,
  PROJECTED_POSITION;

  private final String text =
      StatementResource.text(Cypher.class, name().toLowerCase(Locale.ROOT) + ".cypher");

  String text() {
    return text;
  }

  /** Runs a statement that returns one number. */
  long number(Driver graph) {
    return graph.executableQuery(text).execute().records().get(0).get(0).asLong();
  }
}
