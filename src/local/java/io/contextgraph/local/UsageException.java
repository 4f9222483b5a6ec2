package io.contextgraph.local;

import java.io.Serial;

/**
 * What was typed cannot be done; nothing was changed. The message says what is wrong and what to
 * type instead.
 */
public final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }

  /**
   * @throws UsageException with this message unless the condition holds
   */
  public static void require(boolean right, String message) {
    if (!right) {
      throw new UsageException(message);
    }
  }
}
