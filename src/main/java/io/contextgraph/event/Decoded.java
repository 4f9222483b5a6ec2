package io.contextgraph.event;

/** The result of decoding an entry: an event, or a dead letter with the reason. */
public sealed interface Decoded {
  record Valid(Event event) implements Decoded {}

  record Rejected(DeadLetter deadLetter) implements Decoded {}
}
