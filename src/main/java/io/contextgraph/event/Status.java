package io.contextgraph.event;

import java.util.Locale;
import java.util.Optional;

/** The state of the work that an event describes. */
public enum Status {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED,
  TIMEOUT;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The text in the stream, in the ledger and in the graph. */
  public String text() {
    return text;
  }

  public static Optional<Status> ofText(String text) {
    for (Status status : values()) {
      if (status.text.equals(text)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
