package io.contextgraph.local;

import java.io.Serial;

/** The local run cannot continue; the message is for the user who started it. */
public final class LocalException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  LocalException(String message) {
    super(message);
  }

  LocalException(String message, Throwable cause) {
    super(message, cause);
  }
}
