package io.contextgraph.event;

/** What became of an entry: an event, or the reason why it is none. */
public sealed interface Decoded {
  record Valid(Event event) implements Decoded {}

  record Rejected(DeadLetter deadLetter) implements Decoded {}
}
