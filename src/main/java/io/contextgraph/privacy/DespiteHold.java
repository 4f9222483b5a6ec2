package io.contextgraph.privacy;

/**
 * A hold in spite of which an erasure was made.
 *
 * @param kind subject, session or agent
 * @param id of what is held
 * @param position of the event that began the hold
 */
public record DespiteHold(String kind, String id, long position, String reason) {
  /** For example {@code session s1, since position 17: litigation}. */
  @Override
  public String toString() {
    return kind + " " + id + ", since position " + position + ": " + reason;
  }
}
