package io.contextgraph.erasure;

import java.time.Instant;

/**
 * A copy of the keyset or of plain values that an erasure does not reach.
 *
 * @param place where it is
 * @param what it is, in words
 * @param command what ends it; empty if there is nothing to do
 */
public record ResidualCopy(Place place, End end, String what, String command) {
  /** Places, in the order of a receipt. */
  public enum Place {
    KEY_STORE_FILES("key-store-files"),
    KEY_STORE_BACKUPS("key-store-backups"),
    KEY_FILE_COPIES("key-file-copies"),
    MEMORY("memory"),
    REDIS("redis"),
    FLINK_STATE("flink-state"),
    DEAD_LETTERS("dead-letters"),
    GRAPH("graph"),
    LEDGER_BACKUPS("ledger-backups"),
    ARCHIVES("archives"),
    EXPORTS("exports"),
    OUTSIDE("outside");

    private final String text;

    Place(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** When a copy ends. */
  public sealed interface End {
    /** There is none. */
    record None() implements End {
      @Override
      public String toString() {
        return "none";
      }
    }

    /** It is of no use since then. */
    record Ended(Instant at) implements End {
      @Override
      public String toString() {
        return "ended " + at;
      }
    }

    /** It ends then at the latest, as the operator says. */
    record By(Instant at) implements End {
      @Override
      public String toString() {
        return "by " + at;
      }
    }

    /** This system cannot know. */
    record Unknown() implements End {
      @Override
      public String toString() {
        return "unknown";
      }
    }
  }
}
