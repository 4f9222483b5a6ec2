package io.contextgraph.audit;

import static io.contextgraph.audit.ProjectedLedger.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.TransactionContext;

/** Verifies and repairs a ledger of several pages on real servers. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PagedVerificationIT {
  private static final int EVENTS = 3 * LedgerWalk.PAGE + 1;

  /** A lock is held for a fraction of a second, but the machine may be busy with other tests. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** What damages an event, and how that must be reported. */
  private static final Map<String, String> DAMAGE =
      new TreeMap<>(
          Map.of(
              "missing Event", "MATCH (e:Event {event_id: $id}) DETACH DELETE e",
              "wrong Event", "MATCH (e:Event {event_id: $id}) SET e.status = 'x'",
              "missing USED", "MATCH (:Event {event_id: $id})-[r:USED]->() DELETE r",
              "wrong PART_OF", "MATCH (:Event {event_id: $id})-[r:PART_OF]->() SET r.x = 1",
              "wrong FOLLOWS",
                  "MATCH (:Event {event_id: $id})-[r:FOLLOWS]->() SET r.delta_ms = 123456",
              "missing FOLLOWS", "MATCH (:Event {event_id: $id})-[r:FOLLOWS]->() DELETE r"));

  private static ProjectedLedger projected;

  @BeforeAll
  static void project() throws Exception {
    projected = new ProjectedLedger(EVENTS);
    assertThat(projected.verify()).isEmpty();
  }

  @AfterAll
  static void disconnect() {
    projected.close();
  }

  private static String text(Difference difference) {
    return difference.problem() + " " + difference.what() + " " + difference.event();
  }

  private static List<String> texts(List<Difference> differences) {
    return differences.stream().map(PagedVerificationIT::text).toList();
  }

  @Test
  void differencesAtTheBordersOfPagesAreFound() throws Exception {
    List<String> expected = new ArrayList<>();
    int[] borders = {1, LedgerWalk.PAGE - 2, 2 * LedgerWalk.PAGE - 2, EVENTS - 6};
    for (int border : borders) {
      int position = border;
      for (Map.Entry<String, String> damage : DAMAGE.entrySet()) {
        String id = id(position - 1);
        if (!damage.getKey().endsWith(GraphItem.FOLLOWS) || follows(id)) {
          projected.run(damage.getValue(), Map.of("id", id));
          expected.add(damage.getKey() + " " + id);
        }
        position++;
      }
    }
    for (String id : strayIds()) {
      projected.run("CREATE (:Event {event_id: $id, session_id: 's'})", Map.of("id", id));
      expected.add("extra Event " + id);
    }
    assertThat(expected)
        .as("most events are not the first of their session")
        .hasSizeGreaterThan(25);
    assertThat(texts(projected.verify())).containsAll(expected);
    // The repair of an event may link the event after it before that one is compared.
    expected.removeIf(difference -> difference.contains(GraphItem.FOLLOWS));
    assertThat(texts(projected.repair())).containsAll(expected);
    assertThat(projected.verify()).isEmpty();
  }

  /** Records how many events are compared at once, and in how many partitions. */
  private record Sizes(List<Integer> sizes) implements EventCheck {
    @Override
    public String unit() {
      return "events";
    }

    @Override
    public List<Difference> differences(SimpleQueryRunner transaction, List<EventSummary> events) {
      sizes.add(events.size());
      return events.stream()
          .map(event -> Difference.extraEvent(event.sessionId(), event.eventId().toString()))
          .toList();
    }

    @Override
    public void repair(TransactionContext transaction, List<EventSummary> events) {
      throw new IllegalStateException("a verification repairs nothing");
    }
  }

  @Test
  void aLockCoversAFewEventsWhateverTheSizeOfAPageAndOfASession() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    List<Difference> found = projected.walk(new Sizes(sizes));
    assertThat(found).hasSize(EVENTS);
    assertThat(sizes.stream().filter(size -> size > LedgerWalk.LOCKED))
        .as("compared without a lock")
        .containsExactly(LedgerWalk.PAGE, LedgerWalk.PAGE, LedgerWalk.PAGE);
    assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(2 * EVENTS);
  }

  private static boolean follows(String id) {
    return projected.count(
            "MATCH (:Event {event_id: '" + id + "'})-[f:FOLLOWS]->() RETURN count(f) AS n")
        > 0;
  }

  /** Ids at the borders of the pages in which the graph is read. */
  private static List<String> strayIds() {
    List<String> ids = new ArrayList<>(List.of("!", "~"));
    for (int rank : List.of(4_998, 4_999, 5_000)) {
      ids.add(
          projected.text(
                  "MATCH (e:Event) RETURN e.event_id AS n ORDER BY n SKIP " + rank + " LIMIT 1")
              + "+");
    }
    return ids;
  }

  @Test
  void noLockAndNoTransactionOutlastsAPageEvenIfEveryEventDiffers() throws Exception {
    projected.run("MATCH (e:Event) WHERE NOT e:Missing SET e.status = 'x'");
    projected.run("MATCH (:Event)-[r:FOLLOWS]->() SET r.delta_ms = -1");
    projected.run("UNWIND range(1, 2000) AS i CREATE (:Event {event_id: 'stray ' + i})");
    try (LockProbe probe = projected.probe()) {
      assertThat(projected.verify()).hasSizeGreaterThan(EVENTS + EVENTS / 2);
      assertThat(projected.repair()).hasSizeGreaterThan(EVENTS);
      assertThat(projected.verify()).isEmpty();
      probe.stop();
      assertThat(probe.rounds()).isGreaterThan(10);
      System.out.printf(
          "a partition was locked for up to %d ms, a transaction of the ledger lasted %d ms%n",
          probe.longestWait().toMillis(), probe.oldestTransaction().toMillis());
      assertThat(probe.longestWait()).isLessThan(LONGEST);
      assertThat(probe.oldestTransaction()).isLessThan(LONGEST);
    }
  }
}
