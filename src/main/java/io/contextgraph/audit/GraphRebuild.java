package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import io.contextgraph.graph.GraphWriter;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.LedgerReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Projects the ledger again from its first position. If the projection does not exist, it is built,
 * and a job with its name continues from there. If it exists, its events are rewritten in place,
 * under its locks, so that readers see a complete graph throughout; items that do not belong in the
 * graph are left to a repair. An interrupted rebuild continues where it stopped.
 */
final class GraphRebuild {
  private static final int PAGE = 2_000;

  /** Exists while a projection is being built, so that an interrupted build can be continued. */
  private static final String BUILDING = "building";

  /** Stores the progress of rewriting an existing projection. */
  private static final String REWRITING = "rebuild";

  private final LedgerReader ledger;
  private final AuditedProjection graph;
  private final Neo4jConnections neo4j;
  private final Progress progress;

  /**
   * @param ledger used exclusively by the rebuild while it runs
   * @param neo4j the server of {@code graph}
   * @param progress receives the position reached
   */
  GraphRebuild(
      LedgerReader ledger, AuditedProjection graph, Neo4jConnections neo4j, Progress progress) {
    this.ledger = ledger;
    this.graph = graph;
    this.neo4j = neo4j;
    this.progress = progress;
  }

  /**
   * Builds or rewrites the projection.
   *
   * @param partitions the number of partitions of a new projection
   */
  void run(int partitions) throws SQLException {
    int existing = graph.positions().size();
    AuditedProjection building = graph.auxiliary(BUILDING);
    if (existing == 0 || building.exists()) {
      build(building, existing == 0 ? partitions : existing);
    } else {
      rewrite(graph.auxiliary(REWRITING), existing);
    }
  }

  private void build(AuditedProjection building, int partitions) throws SQLException {
    try (Neo4jGraphStore mark = store(building, 1);
        Neo4jGraphStore store = store(graph, partitions)) {
      store.install();
      mark.positions(graph.stored().ledgerId());
      catchUp(store);
    }
    building.drop();
  }

  private Neo4jGraphStore store(AuditedProjection projection, int partitions) {
    return new Neo4jGraphStore(neo4j.open(), projection.stored().projection(), partitions);
  }

  /** Projects from the store's position up to the current end of the ledger. */
  void catchUp(Neo4jGraphStore store) throws SQLException {
    LedgerMark head = ledger.head();
    Map<Integer, Long> reached = store.positions(head.ledgerId());
    long position = minimum(reached);
    while (position < head.position()) {
      long upTo = Math.min(head.position(), position + PAGE);
      store.apply(slices(position, upTo, reached.size()));
      position = upTo;
      progress.report("positions", position, head.position());
    }
  }

  private void rewrite(AuditedProjection rewriting, int partitions) throws SQLException {
    long position;
    try (Neo4jGraphStore own = store(rewriting, partitions)) {
      own.install();
      position = minimum(own.positions(graph.stored().ledgerId()));
    }
    long end = graph.highestPosition();
    while (position < end) {
      long upTo = Math.min(end, position + PAGE);
      rewrite(rewriting, slices(position, upTo, partitions));
      position = upTo;
      progress.report("positions", position, end);
    }
    rewriting.drop();
  }

  /** Rewrites the slices' events that the projection has reached. */
  private void rewrite(AuditedProjection rewriting, List<Slice> slices) {
    Map<Integer, Long> moves = new TreeMap<>();
    slices.forEach(slice -> moves.put(slice.partition(), slice.upTo()));
    graph.locked(
        moves.keySet(),
        (transaction, positions) -> {
          List<EventSummary> events = upTo(positions, slices);
          if (!events.isEmpty()) {
            new GraphWriter(transaction).project(events);
          }
          rewriting.stored().move(transaction, moves);
          return true;
        });
  }

  private static List<EventSummary> upTo(Map<Integer, Long> positions, List<Slice> slices) {
    List<EventSummary> events = new ArrayList<>();
    for (Slice slice : slices) {
      long position = positions.getOrDefault(slice.partition(), 0L);
      slice.events().stream()
          .filter(event -> event.globalPosition() <= position)
          .forEach(events::add);
    }
    return events;
  }

  private static long minimum(Map<Integer, Long> positions) {
    return positions.values().stream().mapToLong(Long::longValue).min().orElse(0);
  }

  private List<Slice> slices(long after, long upTo, int partitions) throws SQLException {
    return Slice.cut(
        graph.stored().ledgerId(), after, upTo, ledger.events(after, upTo), partitions);
  }
}
