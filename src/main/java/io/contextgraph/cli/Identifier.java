package io.contextgraph.cli;

import io.contextgraph.event.EventLimits;

/** The id of a session, an agent or a trace, by the rule of the ledger. */
record Identifier(String text) {
  /**
   * @throws IllegalArgumentException if no event can have this id
   */
  Identifier {
    int characters = text.codePointCount(0, text.length());
    if (characters < 1 || characters > EventLimits.MAX_TEXT || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "it should have 1 to " + EventLimits.MAX_TEXT + " characters");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
