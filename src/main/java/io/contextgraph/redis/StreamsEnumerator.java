package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discovers streams, at the start and then periodically, and assigns them to readers. Discovery
 * runs on the coordinator's worker thread, everything else on the coordinator's own thread. Neither
 * fails while Redis is away or refuses: that would fail the whole job. Only credentials that have
 * never worked end the job, for good.
 */
final class StreamsEnumerator implements SplitEnumerator<StreamSplit, StreamsEnumeratorState> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsEnumerator.class);

  private final SplitEnumeratorContext<StreamSplit> context;
  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final StreamDiscovery streams;
  private final RetriedDiscovery discovery;
  private final SplitAssignment assignment;
  private final IdleReaders idleReaders = new IdleReaders();

  /** The readers of a bounded run that were given their end. */
  private final Set<Integer> ended = new HashSet<>();

  /** Whether this attempt has discovered all streams, without which a bounded run does not end. */
  private boolean discovered;

  StreamsEnumerator(
      SplitEnumeratorContext<StreamSplit> context,
      RedisAddress address,
      RedisStreamsOptions options,
      StreamsEnumeratorState state) {
    StreamSelection selection = new StreamSelection(options.streams(), options.pattern());
    StreamsEnumeratorState restored = state.continuedBy(selection, options.bounded());
    this.context = context;
    this.address = address;
    this.options = options;
    this.streams = new StreamDiscovery(address, options, restored);
    this.discovery =
        new RetriedDiscovery(
            streams::discover, options.discoveryInterval(), System::nanoTime, restored.polled());
    this.assignment = new SplitAssignment(restored);
  }

  @Override
  public void start() {
    discovery.register(context.metricGroup());
    context.callAsync(discovery::runIfDue, this::onDiscovery, 0, discovery.tick().toMillis());
  }

  private void onDiscovery(@Nullable Optional<Discovered> result, @Nullable Throwable failure) {
    if (failure instanceof RefusedException) {
      throw new SuppressRestartsException(failure);
    }
    if (failure != null || result == null) {
      // Not an exception, which discoveries retry.
      throw new IllegalStateException("Could not discover streams in Redis at " + address, failure);
    }
    result.ifPresent(this::add);
  }

  private void add(Discovered found) {
    List<StreamSplit> added =
        found.splits().stream().filter(split -> !assignment.contains(split.stream())).toList();
    added.forEach(split -> LOG.info("Discovered stream {}", split.stream()));
    assignment.addDiscovered(added);
    discovered = found.refused().isEmpty();
    assign();
  }

  private void assign() {
    Map<Integer, List<StreamSplit>> assigned =
        assignment.assign(context.registeredReaders().keySet(), context.currentParallelism());
    if (!assigned.isEmpty()) {
      assigned.forEach((reader, splits) -> idleReaders.sent(reader, splits.size()));
      context.assignSplits(new SplitsAssignment<>(assigned));
    }
    endIfFinished();
  }

  private void endIfFinished() {
    Set<Integer> readers = context.registeredReaders().keySet();
    if (options.bounded()
        && discovered
        && assignment.isComplete()
        && idleReaders.areAllIdle(readers, context.currentParallelism())) {
      // Once each: a reader that ended cannot receive a second signal, and the job would fail.
      readers.stream().filter(ended::add).forEach(context::signalNoMoreSplits);
    }
  }

  /** Does nothing: splits are assigned as soon as they are discovered. */
  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addSplitsBack(List<StreamSplit> splits, int subtask) {
    assignment.add(splits);
  }

  @Override
  public void addReader(int subtask) {
    idleReaders.started(subtask);
    ended.remove(subtask);
    assignment.readerStarted(subtask);
    assign();
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof ReaderIdle idle) {
      idleReaders.finished(subtask, idle.received());
      endIfFinished();
    }
    if (event instanceof StreamVanished vanished) {
      forget(subtask, vanished.stream());
    }
  }

  /**
   * The reader drops the stream when it receives the answer. Flink delivers the answer before the
   * barrier of the next checkpoint, so each checkpoint contains the stream here and there or in
   * neither place.
   */
  private void forget(int subtask, String stream) {
    LOG.info("Forgetting stream {}, whose key is gone", stream);
    assignment.forget(stream, subtask);
    context.sendEventToSourceReader(subtask, new StreamForgotten(stream));
  }

  @Override
  public StreamsEnumeratorState snapshotState(long checkpointId) {
    return assignment.snapshot(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    assignment.checkpointCompleted(checkpointId).forEach(streams::forget);
  }

  /** Does nothing: no connection outlives a discovery. */
  @Override
  public void close() {}
}
