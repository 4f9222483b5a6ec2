package io.contextgraph.graph;

import java.io.Serial;

/** The graph's store cannot be reached, or cannot answer now; trying again later can help. */
public final class StoreUnavailableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
