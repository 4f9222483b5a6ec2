package io.contextgraph.witness;

import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;

/**
 * What a witness knows of a log.
 *
 * @param size of the checkpoint that it cosigned last, 0 if none
 * @param root of that checkpoint
 * @param forked whether two signed checkpoints of one size were seen
 */
record Known(long size, Hash root, boolean forked) {
  /** Of a log that was never seen. */
  static Known nothing() {
    return new Known(0, new Sha256().empty(), false);
  }
}
