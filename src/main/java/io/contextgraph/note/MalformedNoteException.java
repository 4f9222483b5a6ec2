package io.contextgraph.note;

import java.io.Serial;

/** Bytes or a text are not in the form that they should have; the message states what is wrong. */
public final class MalformedNoteException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  public MalformedNoteException(String message) {
    super(message);
  }

  MalformedNoteException(String message, Throwable cause) {
    super(message, cause);
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new MalformedNoteException(otherwise);
    }
  }
}
