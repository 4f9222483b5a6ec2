package io.contextgraph.job;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.graph.StoreUnavailableException;
import io.contextgraph.ledger.ConsumerProgress;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.UnusableConsumerException;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import java.io.Serial;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the graph's position, as stored in Neo4j, to the ledger's source. */
record GraphProgress(Neo4jConnections neo4j, String projection, int partitions)
    implements ConsumerProgress.Factory {
  @Serial private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(GraphProgress.class);

  @Override
  public ConsumerProgress open() {
    return new Stored(new Neo4jGraphStore(neo4j, projection, partitions), neo4j.address());
  }

  /** Queries the store; creates its constraints before the first query. */
  private static final class Stored implements ConsumerProgress {
    private final Neo4jGraphStore store;
    private final ServerAddress address;
    private boolean installed;

    Stored(Neo4jGraphStore store, ServerAddress address) {
      this.store = store;
      this.address = address;
    }

    @Override
    public List<LedgerMark> marks(String ledgerId) {
      try {
        if (!installed) {
          store.install();
          installed = true;
        }
        return store.positions(ledgerId).values().stream()
            .map(mark -> new LedgerMark(ledgerId, mark.position(), mark.eventId()))
            .toList();
      } catch (StoreUnavailableException e) {
        if (e.isRefused()) {
          throw new UnusableConsumerException(refusal(e));
        }
        LOG.warn("Could not read the graph's position: {}", FailureText.of(e));
        return List.of();
      } catch (RuntimeException e) {
        throw new UnusableConsumerException(e);
      }
    }

    /** From the driver's failure: the message of the store names the server as well. */
    private RefusedException refusal(StoreUnavailableException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      return cause instanceof RefusedException missing
          ? missing
          : new RefusedException("Neo4j", address, cause);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
