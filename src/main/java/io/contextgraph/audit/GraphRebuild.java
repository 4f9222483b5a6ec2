package io.contextgraph.audit;

import io.contextgraph.event.EventId;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.graph.ProjectionMark;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.ledger.LedgerReader;
import java.sql.SQLException;
import java.util.Map;

/**
 * Projects the ledger again from its first position. If the graph is empty, the projection is
 * built, and a job with its name continues from there. Otherwise its events are rewritten in place,
 * under its locks, so that readers see a complete graph throughout; items that do not belong in the
 * graph are left to a repair. A projection that cannot be continued, because it has no or another
 * format version or its ledger was restored, is renewed: its job stands until the rebuild is done.
 * An interrupted rebuild continues where it stopped, unless the projection now needs another kind
 * of rebuild than before.
 */
final class GraphRebuild {
  private static final int PAGE = 2_000;

  /** As of {@code projection.partitions}. */
  private static final int DEFAULT_PARTITIONS = 8;

  /** Exists while a projection is being built, so that an interrupted build can be continued. */
  private static final String BUILDING = "building";

  /** Stores the progress of rewriting an existing projection, as its only partition. */
  private static final String REWRITING = "rebuild";

  /** The same for a renewal, which removes stale links that a rewrite leaves. */
  private static final String RENEWING = "renewal";

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
   * @param partitions the number of partitions of a new or renewed projection; 0 for the number
   *     that the graph has, or 8 if it has none
   */
  void run(int partitions) throws SQLException {
    AuditedProjection building = graph.auxiliary(BUILDING);
    int existing = graph.read(graph.stored()::partitions);
    boolean empty = !graph.exists() && !graph.read(graph.stored()::hasEvents);
    boolean continues = continues(graph.read(graph.stored()::continuable));
    if (empty || continues && building.exists()) {
      drop(REWRITING, RENEWING);
      build(building, empty ? chosen(partitions, 0) : existing);
    } else if (continues) {
      drop(RENEWING);
      install(existing);
      rewrite(REWRITING).run(existing);
    } else {
      drop(REWRITING);
      install(chosen(partitions, existing));
      rewrite(RENEWING).renew(chosen(partitions, existing));
      building.drop();
    }
  }

  /** The graph may lack an index, or have those of an older release. */
  private void install(int partitions) {
    try (Neo4jGraphStore store = store(graph, partitions)) {
      store.install();
    }
  }

  /** Forgets the progress of work of another kind: it must not be continued later. */
  private void drop(String... purposes) {
    for (String purpose : purposes) {
      graph.auxiliary(purpose).drop();
    }
  }

  private GraphRewrite rewrite(String purpose) {
    return new GraphRewrite(ledger, graph, graph.auxiliary(purpose), progress);
  }

  /**
   * A projection whose nodes were removed, wholly or in part, no longer says how many there were,
   * so the number that the operator gives counts more than what is left.
   */
  private static int chosen(int given, int existing) {
    if (given > 0) {
      return given;
    }
    return existing > 0 ? existing : DEFAULT_PARTITIONS;
  }

  /** Whether the projection has a current format, and the ledger the events at its positions. */
  private boolean continues(Map<Integer, ProjectionMark> marks) throws SQLException {
    LedgerHead head = ledger.head();
    Map<Long, EventId> recorded =
        ledger.eventIds(marks.values().stream().map(ProjectionMark::position).toList());
    return !marks.isEmpty()
        && marks.values().stream()
            .allMatch(
                mark ->
                    mark.position() <= head.position()
                        && (mark.eventId() == null
                            || mark.eventId().equals(recorded.get(mark.position()))));
  }

  private void build(AuditedProjection building, int partitions) throws SQLException {
    try (Neo4jGraphStore store = store(graph, partitions)) {
      store.install();
      building.create(1);
      catchUp(store);
    }
    building.drop();
  }

  private Neo4jGraphStore store(AuditedProjection projection, int partitions) {
    return new Neo4jGraphStore(neo4j.open(), projection.stored().projection(), partitions);
  }

  /** Projects from the store's position up to the current end of the ledger. */
  void catchUp(Neo4jGraphStore store) throws SQLException {
    LedgerHead head = ledger.head();
    Map<Integer, ProjectionMark> reached = store.positions(head.ledgerId());
    long position = minimum(reached);
    while (position < head.position()) {
      long upTo = Math.min(head.position(), position + PAGE);
      store.apply(ledger.slices(head, position, upTo, reached.size()));
      position = upTo;
      progress.report("positions", position, head.position());
    }
  }

  private static long minimum(Map<Integer, ProjectionMark> marks) {
    return marks.values().stream().mapToLong(ProjectionMark::position).min().orElse(0);
  }
}
