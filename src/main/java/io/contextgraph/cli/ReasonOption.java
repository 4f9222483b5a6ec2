package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says why a privileged command is run. */
final class ReasonOption {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in 1 to 1000 characters; recorded in the ledger (default: none).")
  private @Nullable String reason;

  boolean isAbsent() {
    return reason == null;
  }

  /**
   * @throws IllegalArgumentException if it is too long
   */
  Optional<String> text() {
    Optional<String> text = Optional.ofNullable(reason);
    text.ifPresent(ControlEvent::requireReason);
    return text;
  }
}
