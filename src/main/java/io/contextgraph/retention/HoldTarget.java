package io.contextgraph.retention;

import java.util.Locale;

/**
 * What a hold protects.
 *
 * @param id of the subject, the session or the agent
 */
public record HoldTarget(Kind kind, String id) {
  /** Kinds of targets. */
  public enum Kind {
    SUBJECT,
    SESSION,
    AGENT;

    /** The name of the parameter of a control event that has the target's id. */
    public String parameter() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** For example {@code session s1}. */
  @Override
  public String toString() {
    return kind.parameter() + " " + id;
  }
}
