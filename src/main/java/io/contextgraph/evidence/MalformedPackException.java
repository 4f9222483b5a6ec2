package io.contextgraph.evidence;

import java.io.Serial;

/** A file is not a pack, or a member of it is not in its form; the message says where. */
public final class MalformedPackException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  public MalformedPackException(String message) {
    super(message);
  }

  MalformedPackException(String message, Throwable cause) {
    super(message, cause);
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new MalformedPackException(otherwise);
    }
  }
}
