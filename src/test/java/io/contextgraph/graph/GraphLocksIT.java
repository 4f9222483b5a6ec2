package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.event.Slice;
import io.contextgraph.system.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;

/** Writers of a real Neo4j that need the same nodes at the same time. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GraphLocksIT {
  private static final String LEDGER = "ledger-1";
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
  private static final int WRITERS = 2;
  private static final int ROUNDS = Integer.getInteger("rounds", 60);
  private static final int EVENTS = 4;

  private final Random random = new Random(Long.getLong("seed", 9L));

  /** The event of a session in a round, with a random id. */
  private final EventId[][] ids = new EventId[WRITERS][ROUNDS * EVENTS];

  /**
   * Each round appends to two sessions at once; each event is caused by the newest event of the
   * other session, which that session's next event follows. Their tools and traces are partly new
   * and the same; they refer to the same agents in opposite orders.
   */
  @Test
  void twoSessionsWhoseNewestEventsCauseEachOtherNeverDeadlock() throws Exception {
    for (EventId[] session : ids) {
      for (int number = 0; number < session.length; number++) {
        session[number] = new EventId(random.nextLong(), random.nextLong());
      }
    }
    CyclicBarrier round = new CyclicBarrier(WRITERS);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try (Driver driver = TestServers.neo4j().open()) {
      TestServers.empty(driver);
      try (Neo4jGraphStore store = store()) {
        store.install();
        store.positions(LEDGER);
      }
      List<Future<Long>> retries = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int session = writer;
        retries.add(threads.submit(() -> append(session, round)));
      }
      for (Future<Long> count : retries) {
        assertThat(count.get()).isZero();
      }
      assertThat(NaiveGraph.actual(driver, events())).isEqualTo(NaiveGraph.expected(events()));
    } finally {
      threads.shutdownNow();
    }
  }

  private static Neo4jGraphStore store() {
    return new Neo4jGraphStore(TestServers.neo4j(), "locks", WRITERS);
  }

  /** Returns the number of transactions that were run again. */
  private long append(int session, CyclicBarrier round) throws Exception {
    try (Neo4jGraphStore store = store()) {
      for (int number = 0; number < ROUNDS; number++) {
        List<EventSummary> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
          events.add(event(session, number * EVENTS + i));
        }
        long after = (long) number * EVENTS * WRITERS;
        long upTo = after + (long) EVENTS * WRITERS;
        round.await();
        store.apply(List.of(new Slice(LEDGER, session, after, upTo, null, events)));
      }
      return store.retries();
    }
  }

  private List<EventSummary> events() {
    List<EventSummary> events = new ArrayList<>();
    for (int session = 0; session < WRITERS; session++) {
      for (int number = 0; number < ROUNDS * EVENTS; number++) {
        events.add(event(session, number));
      }
    }
    return events;
  }

  private EventSummary event(int session, int number) {
    int newest = number - number % EVENTS - 1;
    return new EventSummary(
        (long) number * WRITERS + session + 1,
        new RequiredFields(
            ids[session][number],
            "tool.execute",
            START.plusMillis(number),
            "session " + session,
            "agent " + (session == 0 ? number % 3 : 2 - number % 3),
            "trace " + number / 40),
        newest < 0 ? null : ids[1 - session][newest],
        "tool " + number / 25,
        null,
        null,
        null,
        null);
  }
}
