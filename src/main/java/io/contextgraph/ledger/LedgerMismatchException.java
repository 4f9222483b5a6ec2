package io.contextgraph.ledger;

import java.io.Serial;

/** The ledger does not continue the one that the job's state belongs to. Retrying cannot help. */
public final class LedgerMismatchException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  LedgerMismatchException(String message) {
    super(message);
  }
}
