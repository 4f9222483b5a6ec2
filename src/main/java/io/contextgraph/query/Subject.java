package io.contextgraph.query;

/**
 * What a question is about.
 *
 * @param id the id as given; of a position, the position and its session
 */
public record Subject(Kind kind, String id) {
  /** Kinds of subjects. */
  public enum Kind {
    EVENT("event"),
    SESSION("session"),
    AGENT("agent"),
    POSITION("event at position");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }
  }

  static Subject event(String id) {
    return new Subject(Kind.EVENT, id);
  }

  static Subject session(String id) {
    return new Subject(Kind.SESSION, id);
  }

  static Subject agent(String id) {
    return new Subject(Kind.AGENT, id);
  }

  static Subject position(long position, String session) {
    return new Subject(Kind.POSITION, position + " in session " + session);
  }

  @Override
  public String toString() {
    return kind.noun + " " + id;
  }
}
