package io.contextgraph.cli;

import io.contextgraph.retention.KeepPolicy;
import io.contextgraph.retention.KeepRule;
import io.contextgraph.retention.ProjectedPositions;
import io.contextgraph.retention.RetentionPlan;
import java.time.Duration;
import java.util.List;
import org.neo4j.driver.Driver;
import picocli.CommandLine.Option;

/** The options that decide which months may go. */
final class RetentionOptions {
  @Option(
      names = "--keep",
      paramLabel = "[TYPE=]DURATION",
      description = {
        "How long events are kept after the end of their month, such as 400d; with a type, events of"
            + " it, as tool.execute=90d or tool.*=90d; may be repeated. The most exact one counts, and"
            + " types without one are kept for ever (default: everything is)."
      })
  private List<KeepRule> keep = List.of();

  @Option(
      names = "--keep-restored",
      paramLabel = "DURATION",
      description = "How long a restored month is kept after it was restored (default: 30d).")
  private Duration keepRestored = Duration.ofDays(30);

  @Option(
      names = "--no-graph",
      description =
          "No graph is read, because there is none (default: CONTEXT_GRAPH_NEO4J_URI names one, and"
              + " a month stays until every projection in it has read the month).")
  private boolean noGraph;

  /**
   * The plan, after a look at the graph.
   *
   * @throws UsageException if no graph is named, and none is excluded
   */
  RetentionPlan plan(Servers servers, String ledgerId) {
    // A graph that cannot be read ends the command before it does anything.
    projected(servers, ledgerId);
    return new RetentionPlan(
        new KeepPolicy(keep), keepRestored, () -> projected(servers, ledgerId));
  }

  private long projected(Servers servers, String ledgerId) {
    if (noGraph) {
      return Long.MAX_VALUE;
    }
    UsageException.require(
        servers.hasNeo4j(),
        "CONTEXT_GRAPH_NEO4J_URI is not set: --no-graph says that no graph reads this ledger");
    try (Driver graph = servers.neo4j().open()) {
      return new ProjectedPositions(graph).slowest(ledgerId);
    }
  }

  /** Whether any event may go at all. */
  boolean hasRules() {
    return !keep.isEmpty();
  }

  boolean hasGraph() {
    return !noGraph;
  }
}
