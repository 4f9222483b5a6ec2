package io.contextgraph.local;

import java.io.Serial;

/** Another program uses the folder or a port; the message names it and suggests what to do. */
public final class InUseException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  InUseException(String message) {
    super(message);
  }
}
