package io.contextgraph.cli;

import io.contextgraph.note.VerifierKey;

/** Is notified of each change of a signing key, after the key file was written. */
@FunctionalInterface
interface KeyChangeListener {
  /** What happened to a key. */
  enum Change {
    /** It is the first key of its file. */
    CREATED,
    /** It signs beside the older keys. */
    ADDED,
    /** It no longer signs. */
    RETIRED
  }

  void changed(Change change, VerifierKey key);
}
