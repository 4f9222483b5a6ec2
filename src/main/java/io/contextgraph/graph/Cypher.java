package io.contextgraph.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statements, each a named resource. */
public enum Cypher {
  CONSTRAINT_AGENT("constraint_agent"),
  CONSTRAINT_EVENT("constraint_event"),
  CONSTRAINT_PROJECTION("constraint_projection"),
  CONSTRAINT_SESSION("constraint_session"),
  CONSTRAINT_TOOL("constraint_tool"),
  CONSTRAINT_TRACE("constraint_trace"),
  INDEX_CHAIN("index_chain"),
  CREATE_PROJECTION("create_projection"),
  LOCK_PROJECTION("lock_projection"),
  READ_PROJECTION("read_projection"),
  MOVE_PROJECTION("move_projection"),
  FIND_NEIGHBOURS("find_neighbours"),
  MERGE_AGENTS("merge_agents"),
  MERGE_SESSIONS("merge_sessions"),
  MERGE_TOOLS("merge_tools"),
  MERGE_TRACES("merge_traces"),
  MERGE_EVENTS("merge_events"),
  SET_EVENTS("set_events"),
  LINK_EVENTS("link_events"),
  LINK_CAUSES("link_causes"),
  LINK_FOLLOWS("link_follows"),
  LINK_TOOLS("link_tools"),
  UNLINK_FOLLOWS("unlink_follows"),
  READ_SESSIONS("read_sessions"),
  CUT_EVENTS("cut_events"),
  DROP_EVENTS("drop_events"),
  PAGE_EVENTS("page_events"),
  LOOK_AT_EVENTS("look_at_events"),
  DROP_UNNAMED("drop_unnamed"),
  NAMELESS_EVENTS("nameless_events"),
  ODD_NODES("odd_nodes"),
  ODD_RELATIONSHIPS("odd_relationships"),
  UNUSED_NODES("unused_nodes"),
  DROP_NODES("drop_nodes"),
  DROP_RELATIONSHIPS("drop_relationships"),
  MEND_NODES("mend_nodes"),
  OTHER_PROJECTIONS("other_projections"),
  DROP_PROJECTION("drop_projection");

  private final String text;

  Cypher(String resource) {
    String path = "/io/contextgraph/graph/" + resource + ".cypher";
    try (InputStream in = Cypher.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + path);
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text() {
    return text;
  }
}
