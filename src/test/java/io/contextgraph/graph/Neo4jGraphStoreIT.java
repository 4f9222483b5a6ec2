package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.event.Slice;
import io.contextgraph.event.Status;
import io.contextgraph.system.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;

/** The projection into a real Neo4j. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class Neo4jGraphStoreIT {
  private static final String LEDGER = "ledger-1";
  private static final int PARTITIONS = 4;
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  private static Driver driver;

  @BeforeAll
  static void connect() {
    driver = TestServers.neo4j().open();
    TestServers.empty(driver);
    store("install").install();
  }

  @AfterAll
  static void disconnect() {
    driver.close();
  }

  private static Neo4jGraphStore store(String projection) {
    return new Neo4jGraphStore(driver, projection, PARTITIONS);
  }

  /**
   * Cases are drawn from one seed: sessions that interleave, equal times, parents that come late,
   * never, in other sessions or in cycles; any order of arrival; any cut into batches; batches
   * applied again; partitions applied by several threads at once.
   */
  @Test
  void theGraphDependsOnTheSetOfEventsAndNotOnTheirArrival() throws Exception {
    long seed = Long.getLong("seed", 17L);
    int cases = Integer.getInteger("cases", 300);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    for (int number = 0; number < cases; number++) {
      Random random = new Random(seed * 1_000_003 + number);
      List<EventSummary> events = draw(random, "case-" + seed + "-" + number);
      apply(random, "case-" + seed + "-" + number, events, threads);
      assertThat(NaiveGraph.actual(driver, events))
          .as("-Dseed=%d, case %d", seed, number)
          .isEqualTo(NaiveGraph.expected(events));
    }
    threads.shutdown();
    System.out.printf("%d cases from seed %d%n", cases, seed);
  }

  private static List<EventSummary> draw(Random random, String prefix) {
    int count = 1 + random.nextInt(30);
    int sessions = 1 + random.nextInt(5);
    int spread = 1 + random.nextInt(40);
    List<EventId> ids = new ArrayList<>();
    for (int i = 0; i < count + 3; i++) {
      ids.add(new EventId(random.nextLong(), random.nextLong()));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      order.add(i);
    }
    List<EventSummary> events = new ArrayList<>();
    Collections.shuffle(order, random);
    for (int position = 1; position <= count; position++) {
      int of = order.get(position - 1);
      EventId parent = random.nextInt(3) == 0 ? null : ids.get(random.nextInt(ids.size()));
      Instant at = START.plusNanos(random.nextInt(spread) * 700_000L);
      events.add(
          new EventSummary(
              position,
              new RequiredFields(
                  ids.get(of),
                  "tool.execute",
                  at,
                  prefix + "-s" + random.nextInt(sessions),
                  prefix + "-a" + random.nextInt(2),
                  prefix + "-t" + random.nextInt(3)),
              ids.get(of).equals(parent) ? null : parent,
              random.nextBoolean() ? prefix + "-tool" + random.nextInt(3) : null,
              random.nextBoolean() ? at.plusMillis(random.nextInt(100)) : null,
              random.nextBoolean() ? Status.values()[random.nextInt(5)] : null,
              random.nextBoolean() ? (short) (1 + random.nextInt(10)) : null,
              random.nextInt(5) == 0 ? "s3://bucket/" + of : null));
    }
    return events;
  }

  private static void apply(
      Random random, String projection, List<EventSummary> events, ExecutorService threads)
      throws Exception {
    store(projection).positions(LEDGER);
    List<Future<?>> done = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      List<List<Slice>> batches = batches(random, events, List.of(half, half + 2));
      done.add(
          threads.submit(
              () -> {
                Neo4jGraphStore store = store(projection);
                batches.forEach(store::apply);
              }));
    }
    for (Future<?> future : done) {
      future.get(1, TimeUnit.MINUTES);
    }
  }

  /** Batches of some partitions' slices; some batches begin with what was applied before. */
  private static List<List<Slice>> batches(
      Random random, List<EventSummary> events, List<Integer> partitions) {
    List<List<Slice>> batches = new ArrayList<>();
    List<Slice> batch = new ArrayList<>();
    long after = 0;
    while (after < events.size()) {
      long upTo = Math.min(events.size(), after + 1 + random.nextInt(12));
      long from = random.nextInt(4) == 0 ? random.nextLong(after + 1) : after;
      for (int partition : partitions) {
        batch.add(slice(events, partition, from, upTo));
      }
      if (random.nextInt(3) > 0 || upTo == events.size()) {
        batches.add(batch);
        if (random.nextInt(5) == 0) {
          batches.add(batch);
        }
        batch = new ArrayList<>();
      }
      after = upTo;
    }
    return batches;
  }

  private static Slice slice(List<EventSummary> events, int partition, long after, long upTo) {
    return new Slice(
        LEDGER,
        partition,
        after,
        upTo,
        null,
        events.subList((int) after, (int) upTo).stream()
            .filter(event -> Slice.partitionOf(event.sessionId(), PARTITIONS) == partition)
            .toList());
  }

  @Tag("full")
  @Test
  void aSessionOf100000EventsGrowsAtItsEndAndAcceptsLateEvents() {
    String projection = "long-session";
    Neo4jGraphStore store = store(projection);
    store.positions(LEDGER);
    List<EventSummary> events = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 1; i <= 100_000; i++) {
      // One event in a thousand arrives late, into the middle of the chain.
      long millis = i % 1_000 == 0 ? random.nextInt(i) * 10L + 5 : i * 10L;
      events.add(
          new EventSummary(
              i,
              new RequiredFields(
                  new EventId(random.nextLong(), i),
                  "llm.chat",
                  START.plusMillis(millis),
                  "long-session",
                  "long-agent",
                  "long-trace"),
              null,
              null,
              null,
              null,
              null,
              null));
    }
    int partition = Slice.partitionOf("long-session", PARTITIONS);
    for (int after = 0; after < events.size(); after += 2_000) {
      store.apply(List.of(slice(events, partition, after, after + 2_000)));
    }
    assertThat(
            driver
                .executableQuery(
                    "MATCH (:Event {session_id: 'long-session'})-[f:FOLLOWS]->()"
                        + " RETURN count(f) AS links")
                .execute()
                .records()
                .get(0)
                .get("links")
                .asLong())
        .isEqualTo(99_999);
    List<EventSummary> some = events.subList(40_000, 44_000);
    assertThat(NaiveGraph.actual(driver, some).stream().filter(it -> it.startsWith("event ")))
        .hasSize(4_000);
  }

  @Test
  void aGapAndAnotherLedgerAreRefused() {
    Neo4jGraphStore store = store("refusing");
    store.positions(LEDGER);
    assertThatThrownBy(() -> store.apply(List.of(new Slice(LEDGER, 0, 5, 9, null, List.of()))))
        .isInstanceOf(ProjectionException.class)
        .hasMessageContaining("is at position 0");
    assertThatThrownBy(() -> store.positions("ledger-2"))
        .isInstanceOf(ProjectionException.class)
        .hasMessageContaining("ledger-2");
    for (int other : List.of(PARTITIONS / 2, PARTITIONS * 2)) {
      assertThatThrownBy(() -> new Neo4jGraphStore(driver, "refusing", other).positions(LEDGER))
          .hasMessageContaining("projection.partitions");
    }
  }
}
