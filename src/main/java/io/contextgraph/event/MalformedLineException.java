package io.contextgraph.event;

import java.io.Serial;

/** A line that is not an event in JSON. The message completes a sentence about the line. */
public final class MalformedLineException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  MalformedLineException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The reason that a dead letter with the same fault would have. */
  public Reason reason() {
    return reason;
  }
}
