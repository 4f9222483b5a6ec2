package io.contextgraph.ledger;

import java.io.Serializable;
import java.util.OptionalLong;

/**
 * How far the ledger's consumer has come, as its own store says. The source reads only a bounded
 * window ahead of it, so that a consumer that cannot go on holds up neither barriers nor memory.
 */
public interface ReadAhead extends Serializable {
  /** Opens the connection on the reading machine; never waits for the store. */
  Progress open();

  /** Asked by one thread. */
  interface Progress extends AutoCloseable {
    /**
     * The lowest position that all of the consumer's partitions have reached in this ledger, or
     * empty while its store cannot be asked.
     *
     * @param first whether this consumer never read anything: then a store that refuses it ends the
     *     job, which could not have worked yet
     * @throws LedgerMismatchException if the store is ahead of this ledger, which then went back
     */
    OptionalLong lowest(LedgerMark head, boolean first);

    @Override
    void close();
  }
}
