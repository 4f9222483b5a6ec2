package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadPlanTest {
  private static final int MAX_READ_BYTES = 4 << 20;

  private final ReadPlan plan = new ReadPlan(MAX_READ_BYTES);
  private long now;

  private void add(int streams) {
    IntStream.range(0, streams).forEach(i -> plan.add("s" + i));
  }

  /** Reads every stream once, each empty. */
  private void readAllEmpty() {
    while (plan.next(now).kind() == ReadRequest.Kind.RECOVERY) {
      reply(plan.next(now), 0);
    }
  }

  private void reply(ReadRequest request, int entries, String... withEntries) {
    Set<String> streams = new LinkedHashSet<>(List.of(withEntries));
    plan.completed(request, new ReadResult(entries, entries * 500L, streams, streams, false), now);
  }

  @Test
  void fewStreamsAreAlwaysReadTogether() {
    add(3);
    for (int i = 0; i < 3; i++) {
      ReadRequest request = plan.next(now);
      assertThat(request.streams()).containsExactlyInAnyOrder("s0", "s1", "s2");
      assertThat(request.blocks()).isTrue();
      reply(request, 10, "s1");
    }
    assertThat(plan.next(now).streams()).last().isEqualTo("s1");
  }

  @Test
  void theNumberOfEntriesIsDividedByTheStreamsThatHaveSome() {
    add(8);
    assertThat(plan.next(now).count()).isEqualTo(4);
    reply(plan.next(now), 10, "s1");
    assertThat(plan.next(now).count()).isEqualTo(64);
    reply(plan.next(now), 10, "s1", "s2");
    assertThat(plan.next(now).count()).isEqualTo(64);
  }

  @Test
  void aHotStreamAmongManyIsReadAloneAndTheOthersTenTimesASecond() {
    add(2_000);
    readAllEmpty();
    int all = 0;
    int alone = 0;
    for (int i = 0; i < 1_000; i++) {
      ReadRequest request = plan.next(now);
      if (request.kind() == ReadRequest.Kind.ALL) {
        all++;
      } else {
        assertThat(request.streams()).containsExactly("s7");
        assertThat(request.count()).isEqualTo(512);
        alone++;
      }
      now += Duration.ofMillis(5).toNanos();
      reply(request, 512, "s7");
      for (int grow = 0; i == 0 && grow < 6; grow++) {
        reply(request, 512, "s7");
      }
    }
    assertThat(all).isBetween(40, 60);
    assertThat(alone).isGreaterThan(900);
  }

  @Test
  void whenTheHotStreamsAreEmptyAllAreWaitedFor() {
    add(100);
    readAllEmpty();
    reply(plan.next(now), 5, "s7");
    ReadRequest hot = plan.next(now);
    assertThat(hot.kind()).isEqualTo(ReadRequest.Kind.HOT);
    assertThat(hot.blocks()).isFalse();
    reply(hot, 0);
    assertThat(plan.next(now).blocks()).isTrue();
  }

  @Test
  void noReadAsksForMoreEntriesThanFitIntoAReplyWhileAnyStreamMayHaveABacklog() {
    add(2_000);
    assertEntriesAreBoundedUntilAllWereRead();
    now += Duration.ofSeconds(2).toNanos();
    assertEntriesAreBoundedUntilAllWereRead();
    plan.add("new");
    assertEntriesAreBoundedUntilAllWereRead();
  }

  private void assertEntriesAreBoundedUntilAllWereRead() {
    Set<String> read = new LinkedHashSet<>();
    int reads = 0;
    for (ReadRequest next = plan.next(now);
        next.kind() == ReadRequest.Kind.RECOVERY;
        next = plan.next(now)) {
      assertThat(next.streams().size() * next.count()).isLessThanOrEqualTo(512);
      read.addAll(next.streams());
      reply(next, 0);
      reads++;
    }
    assertThat(read).hasSizeGreaterThanOrEqualTo(2_000);
    assertThat(reads).isLessThan(10);
    reply(plan.next(now), 1, "s7");
  }

  @Test
  void aStreamWhoseEntriesWereDroppedIsReadBeforeThoseThatWereRead() {
    add(2);
    plan.completed(
        plan.next(now), new ReadResult(9, 5_000_000, Set.of("s0", "s1"), Set.of("s0"), true), now);
    assertThat(plan.next(now).streams()).containsExactly("s1", "s0");
  }

  @Test
  void afterAFailureTheSameStreamsAreReadFirstBeginningWithOneEntry() {
    add(100);
    readAllEmpty();
    reply(plan.next(now), 5, "s70", "s71");
    plan.failed(plan.next(now));
    ReadRequest smallest = plan.next(now);
    assertThat(smallest.streams()).containsExactly("s70");
    assertThat(smallest.isSmallest()).isTrue();
    reply(smallest, 1, "s70");
    assertThat(plan.next(now).streams()).hasSize(2).startsWith("s71");
  }

  @Test
  void aStreamThatCostsTheConnectionThreeTimesAloneIsSuspected() {
    add(2);
    plan.failed(plan.next(now));
    for (int i = 0; i < 3; i++) {
      assertThat(plan.unreadable()).isNull();
      plan.failed(plan.next(now));
    }
    assertThat(plan.unreadable()).isEqualTo("s0");
    plan.remove("s0");
    assertThat(plan.unreadable()).isNull();
    assertThat(plan.next(now).streams()).containsExactly("s1");
  }

  @Test
  void aStreamThatIsNoLongerReadIsNotSuspected() {
    add(1);
    plan.failed(plan.next(now));
    ReadRequest smallest = plan.next(now);
    plan.remove("s0");
    for (int i = 0; i < 5; i++) {
      plan.failed(smallest);
    }
    assertThat(plan.unreadable()).isNull();
  }

  @Test
  void everyBacklogIsReadThroughALimitOfTheServerAndTheTooLargeEntryIsFound() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      ReadPlan tested = new ReadPlan(MAX_READ_BYTES);
      Map<String, Integer> backlog = new HashMap<>();
      int streams = 1 + random.nextInt(60);
      for (int i = 0; i < streams; i++) {
        tested.add("s" + i);
        backlog.put("s" + i, random.nextInt(40));
      }
      String culprit = "s" + random.nextInt(streams);
      backlog.merge(culprit, 1, Integer::sum);
      Set<String> found = new HashSet<>();
      drain(tested, backlog, culprit, found);
      assertThat(backlog.values()).as("seed %d", seed).containsOnly(0);
      assertThat(found).as("seed %d", seed).containsExactly(culprit);
    }
  }

  /** Simulates a Redis with a limit of a megabyte; the last entry of one stream is larger. */
  private static void drain(
      ReadPlan plan, Map<String, Integer> backlog, String culprit, Set<String> found) {
    for (int reads = 0;
        reads < 20_000 && backlog.values().stream().anyMatch(it -> it > 0);
        reads++) {
      String unreadable = plan.unreadable();
      if (unreadable != null) {
        found.add(unreadable);
        backlog.merge(unreadable, -1, Integer::sum);
        plan.unreadableWasRead();
        culprit = "";
      }
      ReadRequest request = plan.next(reads * 1_000_000L);
      Map<String, Integer> reply = new HashMap<>();
      long bytes = 0;
      for (String stream : request.streams()) {
        int entries = Math.min(request.count(), backlog.get(stream));
        if (entries > 0) {
          reply.put(stream, entries);
        }
        boolean large = stream.equals(culprit) && entries == backlog.get(stream) && entries > 0;
        bytes += entries * 200_000L + (large ? 2_000_000 : 0);
      }
      if (bytes > 1_000_000) {
        plan.failed(request);
        continue;
      }
      reply.forEach((stream, entries) -> backlog.merge(stream, -entries, Integer::sum));
      int entries = reply.values().stream().mapToInt(it -> it).sum();
      Set<String> some = reply.keySet();
      plan.completed(
          request, new ReadResult(entries, bytes, some, some, false), reads * 1_000_000L);
    }
  }
}
