package io.contextgraph.query;

import io.contextgraph.server.StatementResource;

/** The Cypher statements of this package, each a resource file of the same name. */
enum Cypher {
  CAUSES,
  COMPARE,
  COUNT_MISSING,
  EFFECTS,
  EVENT,
  PROJECTION_POSITIONS,
  TIMELINE,
  TOOLS;

  private final String text =
      StatementResource.text(Cypher.class, name().toLowerCase(java.util.Locale.ROOT) + ".cypher");

  String text() {
    return text;
  }
}
