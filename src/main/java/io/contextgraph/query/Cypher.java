package io.contextgraph.query;

import io.contextgraph.server.StatementResource;

/** The Cypher statements of this package, each a resource file of the same name. */
enum Cypher {
  CAUSES,
  COMPARE,
  COUNT_COMPARED,
  COUNT_MISSING,
  COUNT_USES,
  EFFECTS,
  EVENT,
  FIND_PLACE,
  KNOWN_AGENT,
  KNOWN_SESSIONS,
  PLACE,
  PROJECTION_POSITIONS,
  TIMELINE,
  TOOLS;

  private final String text =
      StatementResource.text(Cypher.class, name().toLowerCase(java.util.Locale.ROOT) + ".cypher");

  String text() {
    return text;
  }
}
