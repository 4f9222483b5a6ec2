package io.contextgraph.ledger;

import io.contextgraph.server.FailureText;
import java.io.Serial;

/**
 * The consumer's store was reached, but cannot be continued from the ledger until an operator
 * repairs it.
 */
public final class UnusableConsumerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param cause its message says what is wrong and what to do
   */
  public UnusableConsumerException(Throwable cause) {
    super(FailureText.of(cause), cause);
  }
}
