package io.contextgraph.evidence;

import java.io.Serial;

/**
 * No pack is made, because its check would fail: a row contradicts its own hash, or a checkpoint is
 * not continued. The message says which. Retrying cannot help.
 */
public final class RefutedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  RefutedException(String message) {
    super(message);
  }
}
