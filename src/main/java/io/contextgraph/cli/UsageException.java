package io.contextgraph.cli;

import java.io.Serial;

/** The command was called in a way that cannot work: exit code 2. */
final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
