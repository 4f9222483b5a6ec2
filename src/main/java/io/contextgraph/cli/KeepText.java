package io.contextgraph.cli;

import io.contextgraph.retention.KeepRule;

/** How long events are kept, as a person types it. */
final class KeepText {
  private KeepText() {}

  /**
   * Reads {@code 400d}, {@code tool.execute=90d} or {@code tool.*=90d}.
   *
   * @throws IllegalArgumentException if the text is none of them
   */
  static KeepRule parse(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new KeepRule(KeepRule.ALL, DurationText.parse(text))
        : new KeepRule(text.substring(0, equals), DurationText.parse(text.substring(equals + 1)));
  }
}
