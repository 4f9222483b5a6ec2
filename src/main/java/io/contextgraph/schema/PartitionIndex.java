package io.contextgraph.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the three lookup indexes of a partition of {@code ledger.event}, as Postgres has it. Names
 * are quoted where SQL requires it.
 *
 * @param definition its columns in parentheses, and its condition if it is partial
 * @param parent the index of {@code ledger.event} that it belongs to
 * @param newIndex the name of an index that has to be built: the one that Postgres gives the index
 *     of a new partition
 * @param index the name of the partition's index, or null if there is none
 * @param valid whether the index is complete: an interrupted build leaves one that is not
 * @param attached whether it is attached to {@code parent}
 * @param hashIndex the hash index of release 0.1, or null if it is dropped
 */
record PartitionIndex(
    String partition,
    String definition,
    String parent,
    String newIndex,
    @Nullable String index,
    boolean valid,
    boolean attached,
    @Nullable String hashIndex) {

  /** Whether nothing is left to do. */
  boolean isDone() {
    return attached && hashIndex == null;
  }

  /**
   * The steps that are left, in order. Each can be interrupted: the steps for what Postgres has
   * then complete the work. The hash index is dropped last, so lookups always have an index.
   */
  List<IndexStep> steps() {
    List<IndexStep> steps = new ArrayList<>();
    if (!attached) {
      if (index != null && !valid) {
        steps.add(IndexStep.drop(index));
      }
      if (index == null || !valid) {
        steps.add(IndexStep.build(newIndex, partition, definition));
      }
      steps.add(IndexStep.attach(index != null && valid ? index : newIndex, parent));
    }
    if (hashIndex != null) {
      steps.add(IndexStep.drop(hashIndex));
    }
    return steps;
  }
}
