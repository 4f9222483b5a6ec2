package io.contextgraph.redis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The streams assigned to one reader: their order within a read, their progress, and which of them
 * are finished. Pure; used only by the fetcher thread.
 */
final class AssignedStreams {
  private final Map<String, StreamProgress> streams = new LinkedHashMap<>();
  private final Set<String> finished = new LinkedHashSet<>();

  /**
   * @param acknowledged the source's consumer group, null if there is none
   */
  void add(StreamSplit split, @Nullable GroupInfo acknowledged) {
    streams.put(split.stream(), new StreamProgress(split, acknowledged));
    if (split.isFinishedAt(split.position())) {
      finish(split.stream());
    }
  }

  /** The progress of every stream that {@link #removeFinished} has not removed. */
  Collection<StreamProgress> all() {
    return streams.values();
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  /**
   * The positions to read from. Redis replies in this order and the tail of a long reply is
   * dropped, so each call rotates the order.
   */
  Map<String, StreamPosition> nextPositions() {
    String first = streams.keySet().iterator().next();
    streams.put(first, streams.remove(first));
    Map<String, StreamPosition> positions = new LinkedHashMap<>();
    streams.forEach((stream, progress) -> positions.put(stream, progress.split().position()));
    return positions;
  }

  /**
   * Advances a stream to an entry that was read.
   *
   * @return the entry to emit, or null if its stream is finished or ends before this entry
   */
  @Nullable FetchedEntry advance(StreamEntry entry) {
    StreamProgress progress = streams.get(entry.stream());
    if (progress == null || finished.contains(entry.stream())) {
      return null;
    }
    StreamSplit split = progress.split();
    if (split.isFinishedAt(entry.id())) {
      finish(entry.stream());
    }
    return split.endsBefore(entry.id())
        ? null
        : new FetchedEntry(entry, progress.advance(entry.id()));
  }

  void finish(String stream) {
    finished.add(stream);
  }

  /** Removes the streams that finished since the last call, and returns their keys. */
  Set<String> removeFinished() {
    Set<String> removed = Set.copyOf(finished);
    streams.keySet().removeAll(finished);
    finished.clear();
    return removed;
  }
}
