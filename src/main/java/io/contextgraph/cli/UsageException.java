package io.contextgraph.cli;

import java.io.Serial;

/** Wrong usage of a command; the message states what to change. The command exits with code 2. */
final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }

  /**
   * @throws UsageException with this message unless the condition holds
   */
  static void require(boolean condition, String message) {
    if (!condition) {
      throw new UsageException(message);
    }
  }
}
