package io.contextgraph.query;

import java.io.Serial;

/** A question has used up its time. */
final class OutOfTimeException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  OutOfTimeException() {
    super("the question has used up its time");
  }

  /**
   * @param cause how the server ended it
   */
  OutOfTimeException(Throwable cause) {
    super("the question has used up its time", cause);
  }
}
