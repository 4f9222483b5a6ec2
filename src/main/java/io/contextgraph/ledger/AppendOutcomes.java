package io.contextgraph.ledger;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.RefusedException;
import java.io.IOException;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Counts appends and decides which outcome ends the job. */
record AppendOutcomes(LedgerMetrics metrics, RejectionLimit.Window rejections) {
  /**
   * Counts an append.
   *
   * @param nanos how long the append took
   * @throws SuppressRestartsException if Postgres refused too many of the last minute's events
   */
  void succeeded(int batchSize, AppendResult result, long nanos, long nowMillis) {
    if (batchSize > 0) {
      metrics.appended(batchSize, result, nanos);
    }
    long refused = result.deadLetters().stream().filter(LedgerMetrics::isRefusal).count();
    try {
      rejections.add(refused, batchSize, nowMillis);
    } catch (RejectionLimit.ExceededException e) {
      throw new SuppressRestartsException(e);
    }
  }

  /**
   * Wraps the failure of an append in an exception that restarts the task. A refusal restarts it
   * too once the job has seen the ledger: a password or a certificate is being replaced, and the
   * next connection reads its file again.
   *
   * @param mark the last position that the job has seen
   * @throws SuppressRestartsException if a restart cannot help
   */
  IOException failed(int batchSize, LedgerMark mark, Throwable failure) {
    if (failure instanceof LedgerMismatchException
        || failure instanceof SchemaMismatchException
        || failure instanceof RefusedException && mark.equals(LedgerMark.NONE)) {
      throw new SuppressRestartsException(failure);
    }
    return new IOException(
        "Could not append "
            + batchSize
            + " events after position "
            + mark.position()
            + " of the ledger: "
            + FailureText.of(failure),
        failure);
  }
}
