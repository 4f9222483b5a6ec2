package io.contextgraph.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.audit.Difference;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prints differences between graph and ledger as JSON Lines and counts them, those of archived
 * events separately: nothing rewrites these before their months are restored. Not thread-safe.
 */
final class PrintedDifferences implements Consumer<Difference> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;
  private long all;
  private long archived;

  PrintedDifferences(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void accept(Difference difference) {
    out.println(json(difference));
    all++;
    archived += difference.needsRestore() ? 1 : 0;
  }

  private static String json(Difference difference) {
    try {
      return JSON.writeValueAsString(difference);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings is always JSON", e);
    }
  }

  /** What a verification found. */
  String found() {
    return all == 0 ? "The graph matches the ledger." : counted(all) + ".";
  }

  /** What a repair found and did. */
  String repaired() {
    if (archived == 0) {
      return all == 0 ? found() : counted(all) + ", rewritten.";
    }
    return counted(all) + ", " + (all - archived) + " rewritten.";
  }

  /** What a rebuild left and its repair rewrote; empty if nothing. */
  Optional<String> left() {
    long rewritten = all - archived;
    String sentence =
        counted(rewritten)
            + (rewritten == 1 ? " was left and is rewritten." : " were left and are rewritten.");
    return rewritten == 0 ? Optional.empty() : Optional.of(sentence);
  }

  /** What nothing can rewrite now; empty if there is nothing. */
  Optional<String> archived() {
    String sentence =
        archived == 1
            ? "1 is archived; restore its month first."
            : archived + " are archived; restore their months first.";
    return archived == 0 ? Optional.empty() : Optional.of(sentence);
  }

  private static String counted(long differences) {
    return Plural.of(differences, "difference", "differences");
  }
}
