package io.contextgraph.benchmark;

import org.jspecify.annotations.Nullable;

/** A relationship from an event, with the statements that create it and the node at its end. */
enum BareLink {
  IN_SESSION(Cypher.LINK_SESSIONS, Cypher.CREATE_SESSIONS),
  PERFORMED_BY(Cypher.LINK_AGENTS, Cypher.CREATE_AGENTS),
  PART_OF(Cypher.LINK_TRACES, Cypher.CREATE_TRACES),
  USED(Cypher.LINK_TOOLS, Cypher.CREATE_TOOLS),
  CAUSED_BY(Cypher.LINK_CAUSES, null),
  FOLLOWS(Cypher.LINK_FOLLOWS, null);

  private final Cypher link;
  private final @Nullable Cypher node;

  BareLink(Cypher link, @Nullable Cypher node) {
    this.link = link;
    this.node = node;
  }

  Cypher link() {
    return link;
  }

  /** The statement that creates the other nodes; null if they are events. */
  @Nullable Cypher node() {
    return node;
  }
}
