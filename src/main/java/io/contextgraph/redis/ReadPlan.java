package io.contextgraph.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the streams and the number of entries of each read. Of many streams, those that had
 * entries in their last read are read alone most of the time, and all of them regularly. A few
 * streams are read at a time while it is unknown how many of them have entries, and after a failed
 * read, then beginning with one entry of one stream, until each was read and no more have entries
 * than fit into a reply. Pure; times are those of {@link System#nanoTime}.
 */
final class ReadPlan {
  private static final int FEW_STREAMS = 32;
  private static final int STRIKES = 3;
  private static final int UNKNOWN = -1;
  private static final long KNOWN_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long ALL_INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

  private final ReadSize size;
  private final int maxReadBytes;

  /** All streams and those with entries, in the order in which they are read next. */
  private final Set<String> streams = new LinkedHashSet<>();

  private final Set<String> hot = new LinkedHashSet<>();

  private long nextAll;

  /** How many streams had entries when each was read last. */
  private int active = UNKNOWN;

  private long lastRead;

  /** Whether a few streams are read at a time. */
  private boolean recovering;

  /** The streams that were read since that began, and those of them that had entries. */
  private final Set<String> recovered = new LinkedHashSet<>();

  private final Set<String> recoveredActive = new LinkedHashSet<>();

  private @Nullable String suspect;
  private int strikes;

  ReadPlan(int maxReadBytes) {
    this.maxReadBytes = maxReadBytes;
    this.size = new ReadSize(maxReadBytes);
  }

  void add(String stream) {
    if (streams.add(stream)) {
      active = UNKNOWN;
    }
  }

  void remove(String stream) {
    streams.remove(stream);
    hot.remove(stream);
    recovered.remove(stream);
    if (stream.equals(suspect)) {
      suspect = null;
    }
  }

  /** Whether there is no stream to read. */
  boolean isEmpty() {
    return streams.isEmpty();
  }

  ReadRequest next(long now) {
    int entries = size.entries();
    if (now - lastRead > KNOWN_NANOS) {
      active = UNKNOWN;
    }
    if (!recovering && active == UNKNOWN && streams.size() > entries) {
      beginRecovery();
    }
    if (recovering) {
      return request(firstOf(streams, entries), entries, ReadRequest.Kind.RECOVERY);
    }
    if (streams.size() > FEW_STREAMS && !hot.isEmpty() && now - nextAll < 0) {
      return request(firstOf(hot, entries), entries, ReadRequest.Kind.HOT);
    }
    int expected = active == UNKNOWN ? streams.size() : Math.max(1, active);
    return new ReadRequest(
        List.copyOf(streams), Math.max(1, entries / expected), size.budget(), ReadRequest.Kind.ALL);
  }

  private ReadRequest request(List<String> keys, int entries, ReadRequest.Kind kind) {
    return new ReadRequest(keys, Math.max(1, entries / keys.size()), size.budget(), kind);
  }

  private static List<String> firstOf(Set<String> keys, int limit) {
    return keys.stream().limit(limit).toList();
  }

  /** Adapts to a reply. */
  void completed(ReadRequest request, ReadResult result, long now) {
    size.adapt(result.entries(), result.bytes(), result.truncated());
    suspect = null;
    lastRead = now;
    Set<String> withEntries = result.withEntries();
    if (request.kind() == ReadRequest.Kind.ALL) {
      hot.retainAll(withEntries);
      active = withEntries.size();
      nextAll = now + ALL_INTERVAL_NANOS * (1 + result.bytes() / maxReadBytes);
    } else {
      request.streams().stream().filter(it -> !withEntries.contains(it)).forEach(hot::remove);
    }
    withEntries.stream().filter(streams::contains).forEach(hot::add);
    moveToEnd(hot, result.collected());
    moveToEnd(streams, result.collected());
    if (recovering) {
      recover(request, withEntries);
    }
  }

  private void recover(ReadRequest request, Set<String> withEntries) {
    List<String> empty =
        request.streams().stream().filter(it -> !withEntries.contains(it)).toList();
    moveToEnd(streams, empty);
    recovered.addAll(request.streams());
    recoveredActive.addAll(withEntries);
    if (recovered.containsAll(streams)) {
      active = recoveredActive.size();
      beginRecovery();
      recovering = active > size.entries();
    }
  }

  private void beginRecovery() {
    recovering = true;
    recovered.clear();
    recoveredActive.clear();
  }

  private static void moveToEnd(Set<String> keys, Collection<String> moved) {
    for (String key : moved) {
      if (keys.remove(key)) {
        keys.add(key);
      }
    }
  }

  /** Adapts to a connection that was lost before the reply was complete. */
  void failed(ReadRequest request) {
    size.failed();
    beginRecovery();
    List<String> later = new ArrayList<>(streams);
    later.removeAll(Set.copyOf(request.streams()));
    streams.retainAll(request.streams());
    streams.addAll(later);
    String stream = request.streams().get(0);
    boolean alone = request.isSmallest() && streams.contains(stream);
    strikes = alone ? (stream.equals(suspect) ? strikes + 1 : 1) : 0;
    suspect = alone ? stream : null;
  }

  /**
   * The stream whose next entry alone has repeatedly cost the connection, so that Redis will not
   * send it with XREAD; null if there is none.
   */
  @Nullable String unreadable() {
    return strikes >= STRIKES ? suspect : null;
  }

  /** The next entry of the suspected stream was read in another way. */
  void unreadableWasRead() {
    suspect = null;
    strikes = 0;
  }
}
