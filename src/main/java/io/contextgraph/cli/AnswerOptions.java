package io.contextgraph.cli;

import io.contextgraph.query.Bounds;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that bound the answer to every question. */
final class AnswerOptions {
  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      defaultValue = "" + Bounds.DEFAULT_LIMIT,
      description =
          "Maximum number of rows, up to " + Bounds.MAX_LIMIT + " (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "" + Bounds.DEFAULT_TIMEOUT,
      description =
          "Maximum time that Neo4j may take in seconds, up to "
              + Bounds.MAX_TIMEOUT
              + " (default: ${DEFAULT-VALUE}).")
  private int timeout;

  /** The bounds given, and defaults for the others. */
  Bounds bounds() {
    return Bounds.DEFAULT.withLimit(limit).withTimeout(Duration.ofSeconds(timeout));
  }
}
