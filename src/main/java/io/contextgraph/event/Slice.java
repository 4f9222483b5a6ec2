package io.contextgraph.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One logical partition's share of a range of the ledger: all events of the partition at positions
 * after {@code after}, up to and including {@code upTo}, in position order. A range without such
 * events yields an empty slice, so that idle partitions advance too.
 *
 * @param ledgerId which ledger the positions belong to
 * @param upToId the id of the event at {@code upTo}, of whichever partition; null if it is unknown
 */
public record Slice(
    String ledgerId,
    int partition,
    long after,
    long upTo,
    @Nullable EventId upToId,
    List<EventSummary> events) {

  public Slice {
    if (after > upTo || partition < 0) {
      throw new IllegalArgumentException("partition " + partition + ", " + after + " to " + upTo);
    }
    events = List.copyOf(events);
  }

  /**
   * Splits a range of the ledger into one slice for each partition.
   *
   * @param upToId the id of the event at {@code upTo}, or null if it is unknown
   */
  public static List<Slice> cut(
      String ledgerId,
      long after,
      long upTo,
      @Nullable EventId upToId,
      List<EventSummary> events,
      int partitions) {
    List<List<EventSummary>> byPartition = new ArrayList<>(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      byPartition.add(new ArrayList<>());
    }
    for (EventSummary event : events) {
      byPartition.get(partitionOf(event.sessionId(), partitions)).add(event);
    }
    List<Slice> slices = new ArrayList<>(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      slices.add(new Slice(ledgerId, partition, after, upTo, upToId, byPartition.get(partition)));
    }
    return slices;
  }

  /** The partition, from 0 to {@code partitions − 1}, to which a session permanently belongs. */
  public static int partitionOf(String sessionId, int partitions) {
    int hash = sessionId.hashCode();
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return Math.floorMod(hash ^ hash >>> 16, partitions);
  }
}
