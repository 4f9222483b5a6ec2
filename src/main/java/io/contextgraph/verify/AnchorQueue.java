package io.contextgraph.verify;

import io.contextgraph.tree.Frontier;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tree with the checkpoints and the head as soon as it has their size. Not
 * thread-safe.
 */
final class AnchorQueue {
  private final TreeComparison tree;
  private final Deque<Anchor> given;
  private final Deque<Anchor> stored = new ArrayDeque<>();
  private final @Nullable Frontier head;
  private long unfit;

  /**
   * @param given checkpoints in any order
   * @param head the stored frontier; null if there is none that could be compared
   */
  AnchorQueue(TreeComparison tree, List<Anchor> given, @Nullable Frontier head) {
    this.tree = tree;
    this.given =
        new ArrayDeque<>(given.stream().sorted(Comparator.comparingLong(Anchor::size)).toList());
    this.head = head;
    reached(0);
  }

  /** Adds the stored checkpoints of the next page, by size. */
  void add(List<Anchor> next) {
    stored.addAll(next);
  }

  /** The tree has this size now. */
  void reached(long size) {
    unfit += compare(given, size);
    compare(stored, size);
    if (head != null && head.size() == size) {
      tree.compare(head);
    }
  }

  /** Returns the number of those that the rows do not fit. */
  private long compare(Deque<Anchor> anchors, long size) {
    long differ = 0;
    while (!anchors.isEmpty() && anchors.peek().size() <= size) {
      differ += tree.compare(anchors.remove(), head) ? 0 : 1;
    }
    return differ;
  }

  /** The number of given checkpoints that the rows do not fit, or that are larger than the tree. */
  long unfit() {
    return unfit + given.size();
  }

  /** The given checkpoints that are larger than the tree. */
  List<Anchor> beyond() {
    return List.copyOf(given);
  }
}
