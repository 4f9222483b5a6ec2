package io.contextgraph.query;

import com.fasterxml.jackson.databind.JsonNode;

/** How many dead letters there are, in words that are the same wherever they are printed. */
public final class LetterCount {
  private LetterCount() {}

  /**
   * For example {@code 3 open, 5 in total}.
   *
   * @param letters the part {@code dead-letters} of {@link SystemStatus#ledger}; missing counts are
   *     zero
   */
  public static String words(JsonNode letters) {
    return letters.path("open").asLong()
        + " open, "
        + (letters.has("counted") ? "at least " : "")
        + letters.path("total").asLong()
        + " in total";
  }
}
