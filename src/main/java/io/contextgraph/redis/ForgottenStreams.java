package io.contextgraph.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Streams that a reader reported as vanished, until a checkpoint without them has completed. Before
 * that, the reader may be restored from a checkpoint that still contains them. Pure.
 */
final class ForgottenStreams {
  /**
   * @param reader the reader that reported the stream
   * @param checkpoint the first checkpoint without the stream, null if none was taken yet
   */
  private record Forgotten(int reader, @Nullable Long checkpoint) {}

  private final Map<String, Forgotten> streams = new HashMap<>();

  void add(String stream, int reader) {
    streams.put(stream, new Forgotten(reader, null));
  }

  boolean contains(String stream) {
    return streams.containsKey(stream);
  }

  /** The stream has a split again. */
  void remove(String stream) {
    streams.remove(stream);
  }

  /** A reader was restored, and so were the streams that it had reported. */
  void restored(int reader) {
    streams.values().removeIf(forgotten -> forgotten.reader() == reader);
  }

  /** A checkpoint is taken, which contains none of the streams. */
  void snapshot(long checkpoint) {
    streams.replaceAll(
        (stream, forgotten) ->
            forgotten.checkpoint() == null
                ? new Forgotten(forgotten.reader(), checkpoint)
                : forgotten);
  }

  /**
   * A checkpoint completed.
   *
   * @return the streams that are in no checkpoint any longer; each is returned once
   */
  List<String> takeCovered(long checkpoint) {
    List<String> covered = new ArrayList<>();
    streams.forEach(
        (stream, forgotten) -> {
          if (forgotten.checkpoint() != null && forgotten.checkpoint() <= checkpoint) {
            covered.add(stream);
          }
        });
    covered.forEach(streams::remove);
    return covered;
  }
}
