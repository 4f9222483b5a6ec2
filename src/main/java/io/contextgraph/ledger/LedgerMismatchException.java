package io.contextgraph.ledger;

import java.io.Serial;

/** The ledger is not the one that the job's state belongs to; no retry can help. */
public final class LedgerMismatchException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  LedgerMismatchException(String message) {
    super(message);
  }
}
