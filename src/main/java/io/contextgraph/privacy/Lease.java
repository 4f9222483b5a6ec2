package io.contextgraph.privacy;

/** What the key store answers when it is asked for a subject's key. */
public sealed interface Lease {
  /** How long a key may be used, from the moment before it was asked for. */
  long SECONDS = 30;

  /** The subject's key. */
  record Key(WrappedKeyset keyset) implements Lease {}

  /** The subject was erased, and never has a key again. */
  record Erased() implements Lease {}

  /** Nothing was ever sealed for the subject. */
  record Unknown() implements Lease {}
}
