package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Reason;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The metrics of the ledger's sink; see docs/operations.md. */
final class LedgerMetrics {
  private static final int WINDOW = 500;

  private final Counter sent;
  private final Counter errors;
  private final Counter recorded;
  private final Counter duplicates;
  private final Counter conflicts;
  private final Counter refused;
  private final Counter deadLetters;
  private final Histogram batchSize = new DescriptiveStatisticsHistogram(WINDOW);
  private final Histogram appendMillis = new DescriptiveStatisticsHistogram(WINDOW);
  private volatile long position;

  LedgerMetrics(SinkWriterMetricGroup group) {
    sent = group.getNumRecordsSendCounter();
    errors = group.getNumRecordsSendErrorsCounter();
    recorded = group.counter("eventsRecorded");
    duplicates = group.counter("duplicatesInLedger");
    // The filter and the decoder count under the same names, so that a sum over operators is total.
    group.counter("duplicates", duplicates);
    deadLetters = group.counter("deadLetters");
    conflicts = group.counter("conflictsInLedger");
    refused = group.counter("refusedByPostgres");
    group.histogram("appendBatchSize", batchSize);
    group.histogram("appendMillis", appendMillis);
    group.gauge("ledgerPosition", () -> position);
  }

  static boolean isRefusal(DeadLetter letter) {
    return letter.reason() != Reason.ID_CONFLICT;
  }

  void appended(int size, AppendResult result, long nanos) {
    long refusals = result.deadLetters().stream().filter(LedgerMetrics::isRefusal).count();
    sent.inc(size);
    errors.inc(refusals);
    recorded.inc(result.appended());
    duplicates.inc(result.duplicates());
    conflicts.inc(result.deadLetters().size() - refusals);
    refused.inc(refusals);
    deadLetters.inc(result.deadLetters().size());
    batchSize.update(size);
    appendMillis.update(TimeUnit.NANOSECONDS.toMillis(nanos));
    position = result.mark().position();
  }
}
