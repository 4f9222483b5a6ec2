package io.contextgraph.cli;

import io.contextgraph.query.Bounds;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that bound the answer to every question. */
final class AnswerOptions {
  @Option(
      names = "--limit",
      defaultValue = "1000",
      description = "Maximum number of rows (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--timeout",
      defaultValue = "30",
      description = "Maximum time for the answer in seconds (default: ${DEFAULT-VALUE}).")
  private int timeout;

  /** The bounds given, and defaults for the others. */
  Bounds bounds() {
    return Bounds.DEFAULT.withLimit(limit).withTimeout(Duration.ofSeconds(timeout));
  }
}
