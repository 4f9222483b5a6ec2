package io.contextgraph.privacy;

import java.util.List;

/**
 * What became of keysets that were to be encrypted by another key-encryption key.
 *
 * @param changed are encrypted by the active key now
 * @param lost stay encrypted by keys that the file lacks: what they sealed cannot be opened
 * @param damaged the subjects of those that are not what their key encrypted for the subject: what
 *     they sealed cannot be opened, and their key cannot be destroyed before they are erased
 */
public record Rewrapped(long changed, long lost, List<String> damaged) {
  public Rewrapped {
    damaged = List.copyOf(damaged);
  }

  /** Whether all are encrypted by the active key. */
  public boolean isComplete() {
    return lost == 0 && damaged.isEmpty();
  }
}
