package io.contextgraph.graph;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.TlsFailure;
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

  private StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
    this.refused = true;
  }

  /**
   * No verified connection came about, for a reason.
   *
   * @param server as messages name it
   */
  static StoreUnavailableException unverified(String server, String reason, Throwable cause) {
    return new StoreUnavailableException(server + ": " + TlsFailure.PREFIX + reason, cause);
  }

  /**
   * Whether the store refused the user or the password, no verified connection came about, or the
   * password or a TLS file cannot be read here.
   */
  public boolean isRefused() {
    return refused;
  }
}
