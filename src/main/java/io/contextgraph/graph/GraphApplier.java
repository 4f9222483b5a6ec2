package io.contextgraph.graph;

import io.contextgraph.event.Slice;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.Standstill;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies batches to the graph and decides what follows from a failure. While the store is
 * unavailable, the batch is tried again with back-off. After a failure that only an operator can
 * repair, the projection stands and the batch is tried again at intervals: ending the job would end
 * recording too. Used by one thread.
 */
final class GraphApplier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GraphApplier.class);

  private final GraphStore store;
  private final Standstill standstill;
  private final Duration testEvery;
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  /**
   * @param store closed with this object
   * @param standstill is changed by this object only
   * @param testEvery how often a projection that stands tries again
   */
  GraphApplier(GraphStore store, Standstill standstill, Duration testEvery) {
    this.store = store;
    this.standstill = standstill;
    this.testEvery = testEvery;
  }

  /**
   * Tries to apply a batch.
   *
   * @throws ProjectionException if the ledger must be read again from the stored positions
   */
  ApplyAttempt apply(List<Slice> batch) {
    try {
      store.apply(batch);
    } catch (StoreUnavailableException e) {
      return e.isRefused() ? stand(batch, e) : waitForStore(e);
    } catch (ProjectionException e) {
      if (!e.isPermanent()) {
        throw e;
      }
      return stand(batch, e);
    } catch (RuntimeException e) {
      return stand(batch, e);
    }
    backoff.reset();
    if (standstill.end()) {
      LOG.info("The projection continues after position {}", batch.get(0).after());
    }
    return ApplyAttempt.APPLIED;
  }

  private ApplyAttempt waitForStore(StoreUnavailableException e) {
    Duration pause = backoff.afterFailure();
    LOG.warn("{}; retrying in {} ms", FailureText.of(e), pause.toMillis());
    return new ApplyAttempt(pause, false);
  }

  private ApplyAttempt stand(List<Slice> batch, RuntimeException e) {
    if (standstill.begin(FailureText.of(e))) {
      report(batch.get(0).after(), e);
    }
    return new ApplyAttempt(testEvery, true);
  }

  private void report(long position, RuntimeException e) {
    String line =
        "The projection stands after position %d; recording continues. It tries again every %d s: %s"
            .formatted(position, testEvery.toSeconds(), FailureText.of(e));
    if (e instanceof StoreUnavailableException) {
      // The line names the server and the reason; its trace says nothing more.
      LOG.error("{}", line);
    } else {
      LOG.error("{}", line, e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
