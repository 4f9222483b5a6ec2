package io.contextgraph.graph;

import io.contextgraph.event.Slice;
import java.util.List;
import java.util.Map;

/** Where the graph lives. Used by one thread at a time. */
public interface GraphStore extends AutoCloseable {
  /**
   * Applies slices, and moves the positions of their partitions, in one transaction: all or
   * nothing. Events at or below a partition's stored position are left out.
   *
   * @param slices of one ledger; those of one partition follow each other without a gap
   * @throws StoreUnavailableException if the store cannot be reached now; nothing says whether the
   *     slices were applied, and applying them again is safe
   * @throws ProjectionException if a slice continues from beyond the stored position, or the graph
   *     belongs to another ledger
   */
  void apply(List<Slice> slices);

  /** The stored position of each partition, made at 0 where it is new. */
  Map<Integer, Long> positions(String ledgerId);

  @Override
  void close();
}
