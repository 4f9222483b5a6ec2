package io.contextgraph.note;

import java.io.IOException;
import java.io.Serial;

/** A witness cannot be reached, refuses a checkpoint or gives an answer that is none. */
public final class WitnessException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  WitnessException(String message) {
    super(message);
  }

  WitnessException(String message, Throwable cause) {
    super(message, cause);
  }
}
