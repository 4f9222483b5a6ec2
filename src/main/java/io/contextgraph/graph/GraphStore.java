package io.contextgraph.graph;

import io.contextgraph.event.Slice;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Stores the graph. Used by one thread at a time. */
public interface GraphStore extends AutoCloseable {
  /** Opens a store on the machine that writes to it; never waits for the server. */
  @FunctionalInterface
  interface Factory extends Serializable {
    GraphStore open();
  }

  /**
   * Applies slices and moves the positions of their partitions in one transaction: all or nothing.
   * Skips events at or below a partition's stored position.
   *
   * @param slices of one ledger; those of one partition follow each other without a gap
   * @throws StoreUnavailableException if the store cannot be reached or cannot answer at the
   *     moment; whether the slices were applied is unknown, and applying them again is safe
   * @throws ProjectionException if a slice starts beyond the stored position, the graph belongs to
   *     another ledger, or must be rebuilt first
   */
  void apply(List<Slice> slices);

  /**
   * Returns the stored mark of each partition; creates those that do not exist, at position 0.
   *
   * @throws StoreUnavailableException if the store cannot be reached or cannot answer at the moment
   * @throws ProjectionException if the graph belongs to another ledger, or must be rebuilt first
   */
  Map<Integer, ProjectionMark> positions(String ledgerId);

  /**
   * How many transactions of {@link #apply} were run again because the store ended them, as after a
   * deadlock. May be called by any thread.
   */
  long retries();

  @Override
  void close();
}
