package io.contextgraph.retention;

import java.io.Serial;

/** A month that was due is not due any more; the message says why. */
final class NotDueException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  NotDueException(String message) {
    super(message);
  }
}
