package io.contextgraph.cli;

import java.util.Locale;

/** Colours of a terminal (ECMA-48, select graphic rendition). */
enum Colour {
  PLAIN(""),
  BOLD("1"),
  RED("31"),
  GREEN("32"),
  YELLOW("33");

  private static final String ESCAPE = "\u001b[";

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  /** The text in this colour. */
  String around(String text) {
    return code.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }

  /** Red for what failed, yellow for what waits, green for what is well. */
  static Colour ofStatus(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "failed", "failing", "timeout", "lost", "unreachable", "stands" -> RED;
      case "open", "pending", "restarting", "created", "initializing", "suspended" -> YELLOW;
      case "completed", "running", "replayed", "finished", "ok" -> GREEN;
      default -> PLAIN;
    };
  }
}
