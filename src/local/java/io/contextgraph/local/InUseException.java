package io.contextgraph.local;

import java.io.Serial;

/** A folder or a port belongs to somebody else; the message says which, and what to do. */
public final class InUseException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  InUseException(String message) {
    super(message);
  }
}
