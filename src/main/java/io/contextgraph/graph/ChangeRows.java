package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Groups changes into parameter rows for the statements that apply them. Pure. Nodes that other
 * writers may share come first, sorted, so that all writers create or lock them in the same order:
 * by label, then by key. Events come before the others, because one with a foreign label could be
 * taken for an agent until it is cleared. Only events are locked; agents, sessions, tools and
 * traces that exist are not, because their relationships are locked by Neo4j for the length of the
 * commit at most. The ids of events, of their parents and of their neighbours form one set.
 */
final class ChangeRows {
  private static final Cypher MERGE_AGENTS = cypher("merge_agents");
  private static final Cypher MERGE_SESSIONS = cypher("merge_sessions");
  private static final Cypher MERGE_TOOLS = cypher("merge_tools");
  private static final Cypher MERGE_TRACES = cypher("merge_traces");
  private static final Cypher CLEAR_EVENTS = cypher("clear_events");
  private static final Cypher MERGE_EVENTS = cypher("merge_events");
  private static final Cypher SET_EVENTS = cypher("set_events");
  private static final Cypher LINK_EVENTS = cypher("link_events");
  private static final Cypher LINK_TOOLS = cypher("link_tools");
  private static final Cypher LINK_CAUSES = cypher("link_causes");
  private static final Cypher UNLINK_FOLLOWS = cypher("unlink_follows");
  private static final Cypher LINK_FOLLOWS = cypher("link_follows");

  private final NavigableSet<String> agents = new TreeSet<>();
  private final NavigableSet<String> sessions = new TreeSet<>();
  private final NavigableSet<String> tools = new TreeSet<>();
  private final NavigableSet<String> traces = new TreeSet<>();
  private final NavigableSet<EventId> cleared = new TreeSet<>();
  private final NavigableSet<EventId> ids = new TreeSet<>();
  private final List<Map<String, Object>> events = new ArrayList<>();
  private final List<Map<String, Object>> uses = new ArrayList<>();
  private final List<Map<String, Object>> causes = new ArrayList<>();
  private final List<Map<String, Object>> unlinked = new ArrayList<>();
  private final List<Map<String, Object>> follows = new ArrayList<>();

  /** A statement with the rows of its only parameter. */
  record Statement(Cypher cypher, String parameter, Collection<?> rows) {}

  ChangeRows(List<GraphChange> changes) {
    changes.forEach(this::add);
  }

  private static Cypher cypher(String name) {
    return Cypher.read(ChangeRows.class, name);
  }

  private void add(GraphChange change) {
    if (change instanceof GraphChange.PutEvent put) {
      add(put.event());
    } else if (change instanceof GraphChange.LinkCause link) {
      ids.add(link.parent());
      causes.add(pair(link.event(), link.parent().toString()));
    } else if (change instanceof GraphChange.UnlinkFollows link) {
      lockEnds(link.event(), link.before());
      unlinked.add(pair(link.event(), link.before().toString()));
    } else if (change instanceof GraphChange.LinkFollows link) {
      lockEnds(link.event(), link.before());
      follows.add(follows(link));
    } else if (change instanceof GraphChange.ClearEvent clear) {
      ids.add(clear.event());
      cleared.add(clear.event());
    } else if (change instanceof GraphChange.LockEvent lock) {
      ids.add(lock.event());
    }
  }

  /** A link locks both of its ends, and the other end may be the parent of another's event. */
  private void lockEnds(EventId event, EventId before) {
    ids.add(event);
    ids.add(before);
  }

  private void add(EventSummary event) {
    agents.add(event.agentId());
    sessions.add(event.sessionId());
    traces.add(event.traceId());
    ids.add(event.eventId());
    events.add(EventRow.of(event));
    if (event.toolName() != null) {
      tools.add(event.toolName());
      uses.add(pair(event.eventId(), event.toolName()));
    }
  }

  /** The statements to run, in order; those without rows are omitted. */
  List<Statement> statements() {
    List<Statement> statements =
        List.of(
            new Statement(MERGE_EVENTS, "keys", texts(ids)),
            new Statement(CLEAR_EVENTS, "keys", texts(cleared)),
            new Statement(MERGE_AGENTS, "keys", agents),
            new Statement(MERGE_SESSIONS, "keys", sessions),
            new Statement(MERGE_TOOLS, "keys", tools),
            new Statement(MERGE_TRACES, "keys", traces),
            new Statement(SET_EVENTS, "events", events),
            new Statement(LINK_EVENTS, "events", events),
            new Statement(LINK_TOOLS, "pairs", uses),
            new Statement(LINK_CAUSES, "pairs", causes),
            new Statement(UNLINK_FOLLOWS, "pairs", unlinked),
            new Statement(LINK_FOLLOWS, "pairs", follows));
    return statements.stream().filter(statement -> !statement.rows().isEmpty()).toList();
  }

  private static List<String> texts(Collection<EventId> ids) {
    return ids.stream().map(EventId::toString).toList();
  }

  private static Map<String, Object> pair(EventId event, String other) {
    return Map.of("event_id", event.toString(), "other", other);
  }

  private static Map<String, Object> follows(GraphChange.LinkFollows link) {
    return Map.of(
        "event_id", link.event().toString(),
        "other", link.before().toString(),
        "delta_ms", link.deltaMillis());
  }
}
