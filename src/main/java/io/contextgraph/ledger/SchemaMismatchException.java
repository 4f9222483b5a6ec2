package io.contextgraph.ledger;

import java.io.Serial;

/** The ledger's schema is not one that this program may use. Retrying cannot help. */
public final class SchemaMismatchException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  SchemaMismatchException(String message) {
    super(message);
  }
}
