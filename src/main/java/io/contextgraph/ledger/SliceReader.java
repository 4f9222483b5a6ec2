package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import io.contextgraph.event.Slice;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ledger in slices, page by page, at most a window ahead of the consumer's store. It
 * waits while that store is unavailable or behind, and while the ledger does not grow.
 */
final class SliceReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SliceReader.class);
  private static final int PAGE = 2_000;
  private static final Duration LEDGER_IDLE = Duration.ofMillis(100);
  private static final Duration WINDOW_CLOSED = Duration.ofMillis(10);
  private static final Duration STORE_UNAVAILABLE = Duration.ofMillis(500);

  private final ConsumerProgress progress;
  private final int partitions;
  private final LedgerSourceMetrics metrics;
  private final WakeablePause pause;
  private final ReadWindow window;
  private LedgerMark mark = LedgerMark.NONE;
  private boolean emitted;

  /**
   * @param partitions the number of logical partitions that sessions are hashed into
   * @param window how many positions may be read ahead of the consumer's store
   */
  SliceReader(
      ConsumerProgress progress,
      int partitions,
      int window,
      LedgerSourceMetrics metrics,
      WakeablePause pause) {
    this.progress = progress;
    this.partitions = partitions;
    this.window = new ReadWindow(window, PAGE);
    this.metrics = metrics;
    this.pause = pause;
  }

  /**
   * Restarts at the position in the consumer's store, which alone decides whether it can be
   * continued from this ledger.
   *
   * @param read how far the ledger was read according to the job's state; only a warning follows if
   *     this ledger does not continue it
   */
  void restart(LedgerMark read) {
    mark = read;
    emitted = false;
    window.restart();
  }

  /**
   * Stops reading until the consumer's store was compared with the ledger again. The slices that
   * were emitted may still wait for the store, so reading continues after them.
   */
  void stop() {
    window.stop();
  }

  /** Whether slices were emitted since the last restart, even if reading was stopped after them. */
  boolean hasEmitted() {
    return emitted;
  }

  /** Whether the consumer's store was compared with the ledger and is being continued. */
  boolean isStarted() {
    return window.isStarted();
  }

  /** The last position that was read. */
  long position() {
    return window.position();
  }

  /**
   * Returns the next page as one slice for each partition, or nothing after a short wait.
   *
   * @throws LedgerMismatchException if the ledger does not continue what was read, or what the
   *     consumer's store contains
   * @throws UnusableConsumerException if the consumer's store cannot be continued
   */
  List<Slice> next(LedgerReader ledger) throws SQLException {
    LedgerHead head = ledger.head();
    metrics.head(head.position());
    if (emitted || window.isStarted()) {
      requireContinued(List.of(mark), ledger, head);
    }
    if (!window.isOpen() && !opens(ledger, head)) {
      return List.of();
    }
    if (window.position() >= head.position()) {
      ledger.awaitAppend((int) LEDGER_IDLE.toMillis());
      return List.of();
    }
    return read(ledger, head);
  }

  private List<Slice> read(LedgerReader ledger, LedgerHead head) throws SQLException {
    long upTo = window.pageEnd(head.position());
    List<Slice> slices = ledger.slices(head, window.position(), upTo, partitions);
    window.readTo(upTo);
    emitted = true;
    mark = new LedgerMark(head.ledgerId(), upTo, slices.get(0).upToId());
    metrics.read(upTo);
    return slices;
  }

  /** Polls the consumer's store and returns whether the window is open; pauses if it is not. */
  private boolean opens(LedgerReader ledger, LedgerHead head) throws SQLException {
    Optional<LedgerMark> reached = reachedByAll(ledger, head);
    if (reached.isPresent() && !window.isStarted()) {
      start(reached.get(), ledger, head);
    }
    reached.ifPresent(lowest -> window.reached(lowest.position()));
    boolean open = reached.isPresent() && window.isOpen();
    metrics.waiting(!open);
    if (!open) {
      pause.await(reached.isPresent() ? WINDOW_CLOSED : STORE_UNAVAILABLE);
    }
    return open;
  }

  private void start(LedgerMark reached, LedgerReader ledger, LedgerHead head) throws SQLException {
    try {
      requireContinued(List.of(mark), ledger, head);
    } catch (LedgerMismatchException e) {
      LOG.warn("The consumer's store continues this ledger, the job's state does not", e);
    }
    window.reached(reached.position());
    if (window.position() == reached.position()) {
      mark = reached;
    }
    metrics.read(window.position());
    LOG.info("Reading ledger {} after position {}", head.ledgerId(), window.position());
  }

  /** The lowest mark of the consumer's partitions; empty if its store is unavailable. */
  private Optional<LedgerMark> reachedByAll(LedgerReader ledger, LedgerHead head)
      throws SQLException {
    List<LedgerMark> marks = marks(head);
    boolean ahead = marks.stream().anyMatch(reached -> reached.position() > head.position());
    // The ledger may have grown, and the store with it, since this head was read.
    requireContinued(marks, ledger, ahead ? ledger.head() : head);
    return marks.stream().min(Comparator.comparingLong(LedgerMark::position));
  }

  private List<LedgerMark> marks(LedgerHead head) {
    boolean answered = true;
    metrics.store().asked();
    try {
      List<LedgerMark> marks = progress.marks(head.ledgerId());
      answered = !marks.isEmpty();
      return marks;
    } finally {
      metrics.store().ended(answered);
    }
  }

  private static void requireContinued(List<LedgerMark> marks, LedgerReader ledger, LedgerHead head)
      throws SQLException {
    Set<Long> positions = new HashSet<>();
    marks.forEach(mark -> positions.add(mark.position()));
    Map<Long, EventId> recorded = ledger.eventIds(positions);
    for (LedgerMark mark : marks) {
      mark.requireContinuedBy(head, recorded.get(mark.position()));
    }
  }

  @Override
  public void close() {
    progress.close();
  }
}
