package io.contextgraph.archive;

import java.io.IOException;

/** A file of an archive is missing, or not the one that was written. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1;

  public ArchiveException(String message) {
    super(message);
  }

  public ArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
