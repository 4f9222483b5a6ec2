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

  /**
   * @param option its name as it is typed
   * @throws UsageException unless the value is within the bounds, both included
   */
  static void requireWithin(String option, long value, long least, long greatest) {
    require(
        value >= least && value <= greatest,
        option + " must be between " + least + " and " + greatest);
  }
}
