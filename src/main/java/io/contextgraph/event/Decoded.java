package io.contextgraph.event;

/** The result of decoding an entry: an event, or a dead letter with the reason. */
public sealed interface Decoded {
  record Valid(Event event) implements Decoded {}

  /**
   * A valid event whose personal data arrived in plain form.
   *
   * @param event without its personal data
   * @param subjectId the event's subject
   * @param personalData one JSON object, to be sealed before anything stores it; must not be
   *     modified
   */
  record Unsealed(Event event, String subjectId, byte[] personalData) implements Decoded {}

  record Rejected(DeadLetter deadLetter) implements Decoded {}
}
