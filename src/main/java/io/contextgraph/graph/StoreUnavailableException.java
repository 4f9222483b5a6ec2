package io.contextgraph.graph;

import io.contextgraph.server.FailureText;
import java.io.Serial;

/**
 * The graph store cannot be reached or cannot answer at the moment; a later attempt can succeed.
 */
public final class StoreUnavailableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;
  private final boolean refused;

  StoreUnavailableException(String message, boolean refused, Throwable cause) {
    super(message + FailureText.of(cause), cause);
    this.refused = refused;
  }

  /** Whether the store refused the user or the password, or the password cannot be read here. */
  public boolean isRefused() {
    return refused;
  }
}
