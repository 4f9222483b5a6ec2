package io.contextgraph.retention;

import java.util.Locale;

/** What a plan says of a month. */
public enum Verdict {
  /** It is archived now, and its rows are dropped. */
  ARCHIVE,
  /** It is archived, and its rows are dropped now. */
  DROP,
  /** It has no events but control events. */
  EMPTY,
  /** Its time has not ended. */
  NOT_ENDED,
  /** It has events that are kept for ever. */
  KEPT,
  /** It has events that are held. */
  HELD,
  /** It was restored, and is kept for some time. */
  RESTORED,
  /** The tree has no full tile for its last events yet. */
  AWAITS_TREE,
  /** No checkpoint that is stored covers its last events. */
  AWAITS_CHECKPOINT,
  /** A projection has not read its last events. */
  AWAITS_GRAPH;

  /** In output, as in {@code not ended}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether a run does something with the month. */
  public boolean isDue() {
    return this == ARCHIVE || this == DROP;
  }
}
