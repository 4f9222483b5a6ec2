package io.contextgraph.privacy;

import io.contextgraph.event.EventId;
import io.contextgraph.event.Sealer;
import io.contextgraph.ledger.PostgresConnections;

/** A sealer whose store is compared with its ledger until it is closed, also while it is idle. */
final class WatchedSealer implements Sealer {
  private final Sealer sealer;
  private final StoreWatch watch;

  private WatchedSealer(Sealer sealer, StoreWatch watch) {
    this.sealer = sealer;
    this.watch = watch;
  }

  static WatchedSealer start(Sealer sealer, PostgresConnections store, PostgresConnections ledger) {
    return new WatchedSealer(sealer, StoreWatch.start(store, ledger));
  }

  @Override
  public Outcome seal(EventId eventId, String subjectId, byte[] plain) {
    return sealer.seal(eventId, subjectId, plain);
  }

  @Override
  public void close() {
    watch.close();
    sealer.close();
  }
}
