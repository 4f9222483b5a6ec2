package io.contextgraph.retention;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How long events are kept after the end of the month in which they occurred.
 *
 * @param types an event type; the beginning of several, as {@code tool.*}; or {@link #ALL}
 */
public record KeepRule(String types, Duration duration) {
  /** Stands for every event type that no other rule names. */
  public static final String ALL = "*";

  private static final Pattern TYPES =
      Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*(\\.\\*)?");

  private static final Pattern CONTROL = Pattern.compile("(audit|privacy|retention)\\..*");

  /**
   * @throws IllegalArgumentException if no event has such a type, or only control events, which are
   *     always kept
   */
  public KeepRule {
    if (!types.equals(ALL) && !TYPES.matcher(types).matches()) {
      throw new IllegalArgumentException(
          "it should name an event type such as tool.execute, or several as tool.*");
    }
    if (CONTROL.matcher(types).matches()) {
      throw new IllegalArgumentException(
          "control events (audit, privacy, retention) always stay in the ledger");
    }
  }

  /** How exactly the rule names a type; negative if it does not. */
  int precision(String type) {
    if (types.equals(type)) {
      return Integer.MAX_VALUE;
    }
    if (types.equals(ALL)) {
      return 0;
    }
    return types.endsWith(".*") && type.startsWith(types.substring(0, types.length() - 1))
        ? types.length()
        : -1;
  }
}
