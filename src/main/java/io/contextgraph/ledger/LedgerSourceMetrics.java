package io.contextgraph.ledger;

import io.contextgraph.server.Standstill;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/** The metrics of the ledger's source; see docs/operations.md. */
final class LedgerSourceMetrics {
  private volatile long head;
  private volatile long read;
  private volatile boolean waiting;

  LedgerSourceMetrics(SourceReaderMetricGroup group, Standstill standstill) {
    group.setPendingRecordsGauge(() -> Math.max(0, head - read));
    group.gauge("ledgerPosition", () -> head);
    group.gauge("readPosition", () -> read);
    group.gauge("waitingForGraph", () -> waiting ? 1 : 0);
    group.gauge("projectionStanding", () -> standstill.stands() ? 1 : 0);
    group.gauge("projectionStandingReason", standstill::reason);
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
