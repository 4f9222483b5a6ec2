package io.contextgraph.redis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The streams assigned to one reader: their progress, and which of them are finished. Pure; used
 * only by the fetcher thread.
 */
final class AssignedStreams {
  private final Map<String, StreamProgress> streams = new LinkedHashMap<>();
  private final Set<String> retired = new LinkedHashSet<>();
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

  /** The keys of these streams. */
  Set<String> keys() {
    return streams.keySet();
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  boolean contains(String stream) {
    return streams.containsKey(stream);
  }

  /** The progress of one stream; null if it is not assigned. */
  @Nullable StreamProgress progress(String stream) {
    return streams.get(stream);
  }

  /** The position to read an assigned stream from. */
  StreamPosition position(String stream) {
    return Objects.requireNonNull(streams.get(stream), stream).split().position();
  }

  /** The positions to read assigned streams from, in the given order. */
  Map<String, StreamPosition> positions(Collection<String> keys) {
    Map<String, StreamPosition> positions = new LinkedHashMap<>();
    keys.forEach(key -> positions.put(key, position(key)));
    return positions;
  }

  /**
   * Advances a stream to an entry that was read.
   *
   * @return the entry to emit, or null if it was emitted before, or if its stream is finished or
   *     ends before this entry
   */
  @Nullable FetchedEntry advance(StreamEntry entry) {
    StreamProgress progress = streams.get(entry.stream());
    if (progress == null || finished.contains(entry.stream())) {
      return null;
    }
    StreamSplit split = progress.split();
    if (!entry.id().isAfter(split.position())) {
      return null;
    }
    if (split.isFinishedAt(entry.id())) {
      finish(entry.stream());
    }
    return split.endsBefore(entry.id())
        ? null
        : new FetchedEntry(entry, progress.advance(entry.id()));
  }

  /** Drops a stream whose key is gone from what is read and inspected; its split remains. */
  void retire(String stream) {
    streams.remove(stream);
    retired.add(stream);
  }

  /** The streams retired since the last call. */
  Set<String> takeRetired() {
    Set<String> taken = Set.copyOf(retired);
    retired.clear();
    return taken;
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
