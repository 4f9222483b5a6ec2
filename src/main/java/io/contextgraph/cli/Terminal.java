package io.contextgraph.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What standard output is connected to.
 *
 * @param columns the width of the terminal; 0 if standard output is a file or a pipe
 * @param colour whether the person wants colour
 */
record Terminal(int columns, boolean colour) {
  /** Standard output is a file or a pipe. */
  static final Terminal NONE = new Terminal(0, false);

  private static final int DEFAULT_COLUMNS = 80;

  /**
   * The terminal as the script that starts the program found it. Java 17 cannot tell: {@code
   * System.console()} is null already when only standard input is redirected.
   *
   * @param columns null if standard output is not a terminal; anything but a positive number if the
   *     terminal does not tell its width
   * @param environment colour is not wanted if it has {@code NO_COLOR} (no-color.org) or names a
   *     terminal without colours
   */
  static Terminal of(@Nullable String columns, Map<String, String> environment) {
    if (columns == null) {
      return NONE;
    }
    String type = environment.getOrDefault("TERM", "");
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(width(columns), !refused && !type.isEmpty() && !type.equals("dumb"));
  }

  private static int width(String columns) {
    return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS;
  }

  boolean isPresent() {
    return columns > 0;
  }
}
