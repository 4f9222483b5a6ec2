package io.contextgraph.cli;

/** The id of a session, an agent or a trace, by the rule of the ledger. */
record Identifier(String text) {
  private static final int MAX_CHARACTERS = 256;

  /**
   * @throws IllegalArgumentException if no event can have this id
   */
  Identifier {
    int characters = text.codePointCount(0, text.length());
    if (characters < 1 || characters > MAX_CHARACTERS || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("it should have 1 to " + MAX_CHARACTERS + " characters");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
