package io.contextgraph.ledger;

import io.contextgraph.server.Availability;
import io.contextgraph.server.Standstill;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/** The metrics of the ledger's source; see docs/operations.md. */
final class LedgerSourceMetrics {
  private volatile long head;
  private volatile long read;
  private volatile boolean waiting;

  private final Availability store;

  /**
   * @param store whether the consumer's store answers
   */
  LedgerSourceMetrics(SourceReaderMetricGroup group, Standstill standstill, Availability store) {
    this.store = store;
    group.setPendingRecordsGauge(() -> Math.max(0, head - read));
    group.gauge("ledgerPosition", () -> head);
    group.gauge("readPosition", () -> read);
    group.gauge("waitingForGraph", () -> waiting ? 1 : 0);
    group.gauge("graphAvailable", () -> store.isAvailable() ? 1 : 0);
    group.gauge("projectionStanding", () -> standstill.stands() ? 1 : 0);
    group.gauge("projectionStandingReason", standstill::reason);
  }

  Availability store() {
    return store;
  }

  void head(long position) {
    head = position;
  }

  void read(long position) {
    read = position;
  }

  void waiting(boolean now) {
    waiting = now;
  }
}
