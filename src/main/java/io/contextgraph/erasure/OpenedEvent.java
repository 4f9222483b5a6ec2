package io.contextgraph.erasure;

import io.contextgraph.event.RecordedEvent;

/** A recorded event, and what became of its sealed personal data. */
public record OpenedEvent(RecordedEvent event, Outcome outcome) {
  /** What became of sealed personal data. */
  public sealed interface Outcome {
    /** The event has none. */
    record Nothing() implements Outcome {}

    /**
     * They were opened.
     *
     * @param personalData must not be modified
     */
    record Opened(byte[] personalData) implements Outcome {}

    /** They stay sealed. */
    record Closed(Why why) implements Outcome {}
  }

  /** Why personal data stay sealed. */
  public enum Why {
    /** The subject was erased. */
    ERASED,
    /** The key store has no key of the subject, or the key file lacks the key that wrapped it. */
    KEY_MISSING,
    /** The subject's key did not seal them for this event, or they are not in a known form. */
    NOT_SEALED_BY_KEY
  }
}
