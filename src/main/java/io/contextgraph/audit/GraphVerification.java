package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import io.contextgraph.ledger.LedgerReader;
import io.contextgraph.ledger.PostgresConnections;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Compares the graph with the ledger at the projection's position, while both go on: session by
 * session by digests, and where these differ, again under the lock of the session's partition. So
 * nothing is reported that is only on its way. Memory is bounded by a page of sessions and the
 * events of one session that differs.
 */
public final class GraphVerification {
  private static final int SESSIONS = 200;
  private static final int NODES = 5_000;
  private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final PostgresConnections postgres;
  private final LedgerReader ledger;
  private final GraphAudit graph;
  private final boolean repair;
  private final Consumer<Found> found;
  private final Consumer<Progress> progress;
  private final GraphSweep sweep;

  /** Events told as extra when their sessions were compared. */
  private final Set<String> told = new HashSet<>();

  private long differences;

  /** What differs, e.g. an event that is missing or a relationship that is wrong. */
  public record Found(String problem, String session, String event, String what, String detail) {}

  /** How many sessions of how many are compared. */
  public record Progress(long sessions, long of) {}

  /**
   * @param ledger used by this alone while it runs
   * @param repair write again what differs
   */
  public GraphVerification(
      PostgresConnections postgres,
      LedgerReader ledger,
      GraphAudit graph,
      boolean repair,
      Consumer<Found> found,
      Consumer<Progress> progress) {
    this.postgres = postgres;
    this.ledger = ledger;
    this.graph = graph;
    this.sweep = graph.sweep();
    this.repair = repair;
    this.found = found;
    this.progress = progress;
  }

  /**
   * Compares everything.
   *
   * @return how many differences there were
   * @throws IllegalArgumentException if the graph has no such projection
   */
  public long run() throws SQLException {
    if (graph.positions().isEmpty()) {
      throw new IllegalArgumentException("the graph has no projection of this name");
    }
    long upTo = graph.positions().values().stream().mapToLong(Long::longValue).max().orElse(0);
    try (SessionCursor sessions = new SessionCursor(postgres.open(), upTo)) {
      long compared = 0;
      for (List<String> page = sessions.next(SESSIONS);
          !page.isEmpty();
          page = sessions.next(SESSIONS)) {
        compare(page);
        compared += page.size();
        progress.accept(new Progress(compared, sessions.count()));
      }
    }
    strayEvents();
    for (GraphSweep.Stray stray : sweep.others(repair)) {
      report("extra", "", "", stray.what(), stray.key());
    }
    return differences;
  }

  private void compare(List<String> sessions) throws SQLException {
    Map<Integer, Long> positions = graph.positions();
    Map<Integer, List<String>> byPartition = new TreeMap<>();
    for (String session : sessions) {
      byPartition
          .computeIfAbsent(
              Slice.partitionOf(session, positions.size()), partition -> new ArrayList<>())
          .add(session);
    }
    Map<String, SessionDigest> expected = ExpectedGraph.digests();
    for (Map.Entry<Integer, List<String>> part : byPartition.entrySet()) {
      ledger.eventsOfSessions(
          part.getValue(),
          positions.getOrDefault(part.getKey(), 0L),
          new ExpectedGraph(ExpectedGraph.into(expected)));
    }
    Map<String, SessionDigest> actual = graph.digests(sessions);
    for (String session : sessions) {
      SessionDigest wanted = expected.get(session);
      SessionDigest got = actual.get(session);
      if (wanted == null ? got != null : got == null || !wanted.matches(got)) {
        judge(session, positions.size());
      }
    }
  }

  private void judge(String session, int partitions) {
    graph
        .compare(
            session,
            Slice.partitionOf(session, partitions),
            position -> events(session, position),
            repair)
        .forEach(this::report);
  }

  private List<EventSummary> events(String session, long position) {
    List<EventSummary> events = new ArrayList<>();
    try {
      ledger.eventsOfSessions(List.of(session), position, events::add);
    } catch (SQLException e) {
      throw new IllegalStateException("Could not read the ledger: " + e.getMessage(), e);
    }
    return events;
  }

  private void report(GraphAudit.Difference difference) {
    GraphItem item = difference.item();
    if (difference.problem().equals("extra") && item.what().equals("Event")) {
      told.add(item.eventId());
    }
    report(difference.problem(), item.sessionId(), item.eventId(), item.what(), item.detail());
  }

  private void report(String problem, String session, String event, String what, String detail) {
    differences++;
    found.accept(new Found(problem, session, event, what, detail));
  }

  /** Nodes that the ledger does not have, in sessions that it may not have either. */
  private void strayEvents() throws SQLException {
    String after = "";
    for (List<GraphSweep.Node> page = sweep.events(after, NODES);
        !page.isEmpty();
        page = sweep.events(after, NODES)) {
      after = page.get(page.size() - 1).eventId();
      Set<String> recorded = recorded(page.stream().map(GraphSweep.Node::eventId).toList());
      List<String> suspects = new ArrayList<>();
      for (GraphSweep.Node node : page) {
        boolean may = recorded.contains(node.eventId()) || node.isParentThatMayCome();
        if (!may && !told.contains(node.eventId())) {
          suspects.add(node.eventId());
        }
      }
      if (!suspects.isEmpty()) {
        sweep.strayEvents(suspects, this::recorded, repair).forEach(this::report);
      }
    }
  }

  private void report(GraphSweep.Node stray) {
    report(
        stray.awaited() ? "wrong" : "extra",
        String.valueOf(stray.sessionId()),
        stray.eventId(),
        "Event",
        stray.awaited() ? "Missing, but with more than its id" : "");
  }

  private Set<String> recorded(Collection<String> eventIds) {
    try {
      return ledger.positions(eventIds.stream().filter(UUIDS.asMatchPredicate()).toList()).keySet();
    } catch (SQLException e) {
      throw new IllegalStateException("Could not read the ledger: " + e.getMessage(), e);
    }
  }
}
