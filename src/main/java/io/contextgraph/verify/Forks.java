package io.contextgraph.verify;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forks of a ledger.
 *
 * @param predecessors the last position under each id that the ledger had before, by the id
 */
record Forks(Map<String, Long> predecessors) {
  private static final Pattern DEFAULT_ORIGIN =
      Pattern.compile("context-graph/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  Forks {
    predecessors = Map.copyOf(predecessors);
  }

  /** The ledger's id in an origin that is the default one; null if it is another. */
  static @Nullable String ledgerId(String origin) {
    Matcher named = DEFAULT_ORIGIN.matcher(origin);
    return named.matches() ? named.group(1) : null;
  }

  /** What explains a checkpoint that was made before a fork, to be appended; empty for others. */
  String note(Anchor anchor) {
    String id = ledgerId(anchor.origin());
    Long position = id == null ? null : predecessors.get(id);
    return position == null
        ? ""
        : "; the ledger was forked at position " + position + "; see audit.fork";
  }
}
