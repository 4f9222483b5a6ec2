package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.ScriptOutputType;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads entries beyond the limit from a real Redis. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LargeEntriesIT {
  private static final int MEGABYTE = 1 << 20;
  private static final String ADD =
      "return redis.call('XADD', KEYS[1], '*', 'first', 'x', 'v', string.rep('y', ARGV[1]))";
  private static final String ADD_EMPTY_FIELDS =
      "local a = {} for i = 1, 2 * ARGV[1] do a[i] = '' end"
          + " for i = 1, #a, 4000 do"
          + " redis.call('XADD', KEYS[1], '*', unpack(a, i, math.min(i + 3999, #a))) end";

  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);
  private final RedisStreamsOptions options =
      RedisStreamsOptions.builder().streams(List.of(test.key())).group("group").build();

  @AfterEach
  void disconnect() {
    test.redis().del(test.key());
    test.close();
  }

  private void addInsideRedis(int bytes) {
    test.redis().eval(ADD, ScriptOutputType.STATUS, new String[] {test.key()}, "" + bytes);
  }

  private RedisSplitReader reader() {
    return TestStream.reader(address, options, List.of(test.fromFirst()));
  }

  @Test
  void anEntryOf48MegabytesCostsItsHeadAndEverythingBehindItIsRead() throws Exception {
    test.add("before");
    addInsideRedis(24 * MEGABYTE);
    test.add("between");
    addInsideRedis(48 * MEGABYTE);
    test.add("behind");
    List<FetchedEntry> fetched = new ArrayList<>();
    long peak = peakMemoryDuring(() -> fetched.addAll(fetchAll(5)));
    assertThat(fetched).hasSize(5);
    for (int large : List.of(1, 3)) {
      StreamEntry entry = fetched.get(large).entry();
      assertThat(entry.complete()).isFalse();
      assertThat(entry.size()).isEqualTo((large == 1 ? 24L : 48L) * MEGABYTE + 7);
      assertThat(entry.fields().get(3)).hasSize(MEGABYTE - 7).containsOnly('y');
    }
    assertThat(FetchedEntries.value(fetched.get(4))).isEqualTo("behind");
    assertThat(peak).isLessThan(16L * MEGABYTE);
  }

  private List<FetchedEntry> fetchAll(int count) throws Exception {
    try (RedisSplitReader reader = reader()) {
      List<FetchedEntry> fetched = FetchedEntries.of(reader, count);
      // One of these fetches asks Redis about the stream, whose last entry is small.
      fetched.addAll(FetchedEntries.of(reader));
      return fetched;
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  /** The additional direct memory of Netty while the work is done. */
  private static long peakMemoryDuring(Work work) throws Exception {
    long before = PlatformDependent.usedDirectMemory();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Long> peak =
        CompletableFuture.supplyAsync(
            () -> {
              long highest = 0;
              while (!done.get()) {
                highest = Math.max(highest, PlatformDependent.usedDirectMemory());
                Thread.onSpinWait();
              }
              return highest;
            });
    try {
      work.run();
    } finally {
      done.set(true);
    }
    return peak.get(10, TimeUnit.SECONDS) - before;
  }

  @Test
  void theLastEntryOf48MegabytesDoesNotArriveWithTheInformationAboutTheStream() throws Exception {
    addInsideRedis(48 * MEGABYTE);
    try (RedisConnection connection = RedisConnection.open(address)) {
      long peak =
          peakMemoryDuring(
              () ->
                  assertThat(new StreamInspector(connection).stream(test.key()))
                      .hasValueSatisfying(info -> assertThat(info.added()).isEqualTo(1)));
      assertThat(peak).isLessThan(16L * MEGABYTE);
    }
  }

  @Test
  void aReplyOfManyEmptyFieldsIsCutToo() throws Exception {
    test.redis()
        .eval(ADD_EMPTY_FIELDS, ScriptOutputType.STATUS, new String[] {test.key()}, "400000");
    try (RedisSplitReader reader = reader()) {
      int fields = 0;
      while (fields < 800_000) {
        int reply =
            FetchedEntries.of(reader).stream().mapToInt(it -> it.entry().fields().size()).sum();
        assertThat(reply).isLessThan(options.maxReadBytes() / 8);
        fields += reply;
      }
    }
  }
}
