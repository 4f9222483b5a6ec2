package io.contextgraph.ledger;

import io.contextgraph.benchmark.GeneratedBatches;
import io.contextgraph.benchmark.GeneratedEvents;
import io.contextgraph.event.Event;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The tree's work in memory for one append, as the writer of the ledger does it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TreeHashing {
  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
  private static final long RECORDED_AT_MICROS = NOW.getEpochSecond() * 1_000_000;

  /** Events of the append. */
  @Param({"100", "5000"})
  public int batch;

  private final Sha256 sha256 = new Sha256();
  private List<Event> events = List.of();
  private LeafDigests digests = LeafDigests.of(List.of());
  private List<Hash> leaves = List.of();
  private GrowingTree tree = GrowingTree.EMPTY;

  /** Makes a batch of events of ordinary size, and a tree of two levels with unfinished tiles. */
  @Setup
  public void prepare() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    events = new GeneratedBatches(new GeneratedEvents(1, NOW)::next, clock).next(batch);
    digests = LeafDigests.of(events);
    leaves = digests.leaves(events, 1, RECORDED_AT_MICROS, sha256);
    while (tree.size() < 100_000) {
      tree = tree.plus(leaves, new ArrayList<>(), sha256);
    }
  }

  /** Before the head is locked. */
  @Benchmark
  public Object digests() {
    return LeafDigests.of(events);
  }

  @Benchmark
  public Object leaves() {
    return digests.leaves(events, tree.size() + 1, RECORDED_AT_MICROS, sha256);
  }

  /** Appends to the tree of the append before, so that the width of its last tile varies. */
  @Benchmark
  public Object nodes() {
    tree = tree.plus(leaves, new ArrayList<>(), sha256);
    return tree;
  }
}
