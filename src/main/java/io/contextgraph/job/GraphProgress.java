package io.contextgraph.job;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.graph.ProjectionException;
import io.contextgraph.graph.StoreUnavailableException;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.ReadAhead;
import java.io.Serial;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the ledger's source how far the graph has come, as Neo4j says. */
record GraphProgress(Neo4jConnections neo4j, String projection, int partitions)
    implements ReadAhead {
  @Serial private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(GraphProgress.class);

  @Override
  public Progress open() {
    return new Stored(new Neo4jGraphStore(neo4j.open(), projection, partitions));
  }

  /** Asks the store; makes its constraints before the first answer. */
  private static final class Stored implements Progress {
    private final Neo4jGraphStore store;
    private boolean installed;

    Stored(Neo4jGraphStore store) {
      this.store = store;
    }

    @Override
    public OptionalLong lowest(LedgerMark head) {
      try {
        if (!installed) {
          store.install();
          installed = true;
        }
        Map<Integer, Long> positions = store.positions(head.ledgerId());
        return positions.values().stream().mapToLong(Long::longValue).min();
      } catch (StoreUnavailableException e) {
        LOG.warn("The graph cannot be asked how far it is: {}", e.getMessage());
        return OptionalLong.empty();
      } catch (ProjectionException e) {
        throw e.isOtherLedger() ? new SuppressRestartsException(e) : e;
      }
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
