package io.contextgraph.redis;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.contextgraph.redis.RedisStreamsOptions.Start;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds streams, at the start and again and again, and hands them to readers. */
final class StreamsEnumerator implements SplitEnumerator<StreamSplit, StreamsEnumeratorState> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsEnumerator.class);

  private final SplitEnumeratorContext<StreamSplit> context;
  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final SplitAssignment assignment;

  /** Of the worker thread: what it found before. */
  private final Set<String> known = new HashSet<>();

  /** Of the worker thread: what is found from now on is new, and read from its first entry. */
  private boolean lookedOnce;

  private final RetryPolicy<List<StreamSplit>> patience =
      RetryPolicy.<List<StreamSplit>>builder()
          .handle(RedisException.class)
          .withBackoff(Duration.ofMillis(500), Duration.ofSeconds(10))
          .withMaxRetries(10)
          .onRetry(
              attempt -> LOG.warn("{}; trying again", String.valueOf(attempt.getLastException())))
          .build();

  private boolean discoveredOnce;

  StreamsEnumerator(
      SplitEnumeratorContext<StreamSplit> context,
      RedisAddress address,
      RedisStreamsOptions options,
      StreamsEnumeratorState state) {
    this.context = context;
    this.lookedOnce = state.looked();
    this.address = address;
    this.options = options;
    this.assignment = new SplitAssignment(state);
    this.known.addAll(state.discovered());
  }

  @Override
  public void start() {
    if (options.bounded()) {
      context.callAsync(() -> discover(), this::discovered);
    } else {
      context.callAsync(() -> discover(), this::discovered, 0, options.discovery().toMillis());
    }
  }

  /** On the coordinator's worker thread, one call at a time; patient while Redis is away. */
  private List<StreamSplit> discover() {
    return Failsafe.with(patience).get(this::look);
  }

  /**
   * On a connection of its own: one kept open would have to be closed when the job ends, while
   * Flink already takes away the classes that closing needs.
   */
  private List<StreamSplit> look() {
    try (RedisSession session = RedisSession.open(address)) {
      Set<String> found = new LinkedHashSet<>(options.streams());
      if (options.pattern() != null) {
        found.addAll(session.streamsMatching(options.pattern()));
      }
      List<StreamSplit> splits = new ArrayList<>();
      for (String stream : found) {
        if (!known.contains(stream)) {
          splits.add(start(session, stream));
        }
      }
      known.addAll(found);
      lookedOnce = true;
      return splits;
    } catch (RedisException e) {
      throw address.refusal(e).orElse(e);
    }
  }

  /** A stream that appears later is read from its first entry: nobody can have read it before. */
  private StreamSplit start(RedisSession open, String stream) {
    Optional<StreamInfo> info = open.stream(stream);
    StreamPosition stopAt =
        options.bounded() ? info.map(StreamInfo::lastEntry).orElse(StreamPosition.ZERO) : null;
    long earliestCount = info.map(it -> it.added() - it.length()).orElse(0L);
    StreamSplit earliest = split(stream, StreamPosition.ZERO, earliestCount, stopAt);
    if (info.isEmpty() || lookedOnce && options.start() != Start.GROUP) {
      return earliest;
    }
    StreamInfo now = info.get();
    Optional<GroupInfo> told = open.group(stream, options.group());
    return switch (options.start()) {
      case EARLIEST -> earliest;
      case GROUP ->
          told.map(group -> split(stream, group.lastDelivered(), group.entriesRead(), stopAt))
              .orElse(earliest);
      case LATEST ->
          skippingTo(open, now, told, split(stream, now.lastGenerated(), now.added(), stopAt));
      case ID -> {
        StreamPosition after = Objects.requireNonNull(options.startId());
        yield skippingTo(open, now, told, split(stream, after, StreamSplit.UNKNOWN, stopAt));
      }
    };
  }

  private static StreamSplit split(
      String stream, StreamPosition position, long count, @Nullable StreamPosition stopAt) {
    return new StreamSplit(stream, position, count, 0, 0, stopAt);
  }

  /**
   * Has what the split skips kept by a group of its own, if it skips something that is not recorded
   * yet, or may come to.
   */
  private StreamSplit skippingTo(
      RedisSession open, StreamInfo now, Optional<GroupInfo> told, StreamSplit split) {
    StreamPosition start = split.position();
    StreamPosition recorded =
        told.map(GroupInfo::lastDelivered)
            .filter(position -> !position.isAfter(now.lastGenerated()))
            .orElse(StreamPosition.ZERO);
    if (start.isAfter(now.lastGenerated()) || open.hasAny(split.stream(), recorded, start)) {
      LOG.warn(
          "What stream {} holds after {} and up to {} is skipped; group {} keeps it and all that"
              + " comes after it from being trimmed until that group is destroyed",
          split.stream(),
          recorded,
          start,
          options.skippedGroup());
      open.createGroup(split.stream(), options.skippedGroup(), recorded);
    }
    return split;
  }

  private void discovered(@Nullable List<StreamSplit> splits, @Nullable Throwable failure) {
    if (failure != null || splits == null) {
      discoveryFailed(failure);
      return;
    }
    List<StreamSplit> fresh =
        splits.stream().filter(split -> !assignment.knows(split.stream())).toList();
    fresh.forEach(split -> LOG.info("Found stream {}", split.stream()));
    assignment.found(fresh);
    discoveredOnce = true;
    assign();
  }

  private void discoveryFailed(@Nullable Throwable failure) {
    if (failure instanceof RefusedException) {
      throw new SuppressRestartsException(failure);
    }
    throw new IllegalStateException(
        "Could not look for streams in Redis at " + address + ": " + failure, failure);
  }

  private void assign() {
    Map<Integer, List<StreamSplit>> assigned =
        assignment.assign(context.registeredReaders().keySet(), context.currentParallelism());
    if (!assigned.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(assigned));
    }
    if (options.bounded() && discoveredOnce && assignment.isEmpty()) {
      context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
    }
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addSplitsBack(List<StreamSplit> splits, int subtask) {
    assignment.add(splits);
  }

  @Override
  public void addReader(int subtask) {
    assign();
  }

  @Override
  public StreamsEnumeratorState snapshotState(long checkpointId) {
    return assignment.state();
  }

  @Override
  public void close() {}
}
