package io.contextgraph.event;

import java.io.Serial;

/**
 * Personal data cannot be sealed at present. The value is not stored; it can be sealed later. The
 * message names the server and never a value or a key.
 */
public final class SealingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public SealingException(String message, Throwable cause) {
    super(message, cause);
  }
}
