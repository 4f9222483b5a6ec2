package io.contextgraph.ledger;

import java.io.Serial;

/**
 * The schema of the ledger or of the key store is not one that this program may use. Retrying
 * cannot help.
 */
public final class SchemaMismatchException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public SchemaMismatchException(String message) {
    super(message);
  }
}
