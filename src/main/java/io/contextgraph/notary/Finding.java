package io.contextgraph.notary;

import java.util.List;

/**
 * One sentence about what a check showed.
 *
 * @param sentence without a full stop
 */
public record Finding(Kind kind, String sentence) {
  /** What was found out. */
  public enum Kind {
    PROVEN("proven"),
    NOT_PROVEN("not proven"),
    WRONG("wrong");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** A finding that holds whatever the operator of the ledger says. */
  public static Finding proven(String sentence) {
    return new Finding(Kind.PROVEN, sentence);
  }

  /** A finding that names what remains open. */
  public static Finding notProven(String sentence) {
    return new Finding(Kind.NOT_PROVEN, sentence);
  }

  /** The finding if this condition holds; without it, nothing is proven. */
  public Finding onlyIf(boolean holds, String condition) {
    return holds || kind != Kind.PROVEN
        ? this
        : notProven(sentence + " (it would be, if " + condition + ")");
  }

  /** A finding that fails the check. */
  public static Finding wrong(String sentence) {
    return new Finding(Kind.WRONG, sentence);
  }

  /** Whether none of the findings is wrong. */
  public static boolean hold(List<Finding> findings) {
    return findings.stream().noneMatch(finding -> finding.kind == Kind.WRONG);
  }

  /** The kind and the sentence. */
  @Override
  public String toString() {
    return String.format("%-11s %s", kind.text + ":", sentence);
  }
}
