package io.contextgraph.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checkpoints that the rows do not fit, by size. Memory is bounded. Not thread-safe. */
final class Refutations {
  private final List<Refutation> rewritten = new ArrayList<>();
  private @Nullable Refutation first;
  private long storedUpTo;

  /**
   * Adds the next one.
   *
   * @param confirmed the last position that a smaller checkpoint confirms
   */
  void add(Anchor anchor, long confirmed, StoredFit stored) {
    Refutation next = new Refutation(anchor, Math.max(confirmed, storedUpTo), stored);
    first = first == null ? next : first;
    if (stored.fits()) {
      storedUpTo = anchor.size();
      return;
    }
    if (rewritten.size() == Findings.KEPT) {
      // The last one knows of every change that an earlier one knows of.
      rewritten.remove(Findings.KEPT - 1);
    }
    rewritten.add(next);
  }

  void clear() {
    rewritten.clear();
    first = null;
  }

  /** The first one, be it that the stored hashes fit it or not. */
  @Nullable Refutation first() {
    return first;
  }

  /** Those that the stored hashes do not fit either: the first ones, and the last. */
  List<Refutation> rewritten() {
    return List.copyOf(rewritten);
  }
}
