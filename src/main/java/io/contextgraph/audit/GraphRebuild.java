package io.contextgraph.audit;

import io.contextgraph.event.Slice;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.LedgerReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Projects the ledger again from its first position. Where the projection exists, its events are
 * written again in place, under its locks, so that readers miss nothing; what does not belong is
 * left to {@link GraphVerification} with repair. Where it does not exist, it is built, and a job
 * with its name goes on from there. A rebuild that was cut off goes on where it was.
 */
public final class GraphRebuild {
  private static final int PAGE = 2_000;

  private final LedgerReader ledger;
  private final GraphAudit graph;
  private final Consumer<Progress> progress;

  /** How far the rebuild is in the ledger. */
  public record Progress(long position, long of) {}

  /** Takes what it uses; {@code ledger} is used by this alone while it runs. */
  public GraphRebuild(LedgerReader ledger, GraphAudit graph, Consumer<Progress> progress) {
    this.ledger = ledger;
    this.graph = graph;
    this.progress = progress;
  }

  /**
   * Writes a projection that exists again.
   *
   * @param own keeps the rebuild's own positions
   * @param progressName the name under which {@code own} keeps them
   */
  public void again(Neo4jGraphStore own, String progressName) throws SQLException {
    LedgerMark head = ledger.head();
    Map<Integer, Long> reached = own.positions(head.ledgerId());
    long position = lowest(reached);
    long goal = graph.positions().values().stream().mapToLong(Long::longValue).max().orElse(0);
    while (position < goal) {
      long upTo = Math.min(goal, position + PAGE);
      graph.writeAgain(progressName, slices(head.ledgerId(), position, upTo, reached.size()));
      position = upTo;
      progress.accept(new Progress(position, goal));
    }
    graph.forget(progressName);
  }

  /** Builds a projection up to the ledger's present end, from wherever it is. */
  public void build(Neo4jGraphStore store) throws SQLException {
    LedgerMark head = ledger.head();
    Map<Integer, Long> reached = store.positions(head.ledgerId());
    long position = lowest(reached);
    while (position < head.position()) {
      long upTo = Math.min(head.position(), position + PAGE);
      store.apply(slices(head.ledgerId(), position, upTo, reached.size()));
      position = upTo;
      progress.accept(new Progress(position, head.position()));
    }
  }

  private static long lowest(Map<Integer, Long> positions) {
    return positions.values().stream().mapToLong(Long::longValue).min().orElse(0);
  }

  private List<Slice> slices(String ledgerId, long after, long upTo, int partitions)
      throws SQLException {
    return Slice.cut(ledgerId, after, upTo, ledger.events(after, upTo), partitions);
  }
}
