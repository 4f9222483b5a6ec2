package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads 2,000 streams of a real Redis with one reader. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ManyStreamsIT {
  private static final int STREAMS = 2_000;
  private static final int ENTRIES = 20_000;
  private static final String FILL =
      "for i = 1, ARGV[1] do redis.call('XADD', KEYS[1], '*', 'v', i) end";

  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);

  @AfterEach
  void disconnect() {
    for (int stream = 0; stream < STREAMS; stream++) {
      test.redis().del(key(stream));
    }
    test.close();
  }

  private String key(int stream) {
    return test.key() + "-" + stream;
  }

  private RedisSplitReader reader() {
    List<StreamSplit> splits = new ArrayList<>();
    for (int stream = 0; stream < STREAMS; stream++) {
      splits.add(StreamSplit.startingAfter(key(stream), StreamPosition.ZERO, 0, null));
    }
    RedisStreamsOptions options =
        RedisStreamsOptions.builder()
            .pattern(test.key() + "-*")
            .group("group")
            .block(Duration.ofMillis(50))
            .build();
    return TestStream.reader(address, options, splits);
  }

  @Test
  void aHotStreamAmongThemIsReadInLargeRepliesAndEveryOtherStreamIsReadToo() throws Exception {
    for (int stream = 1; stream < STREAMS; stream += 10) {
      test.redis().xadd(key(stream), "v", "idle");
    }
    test.redis()
        .eval(FILL, ScriptOutputType.STATUS, new String[] {key(0)}, Integer.toString(ENTRIES));
    Set<String> seen = new HashSet<>();
    int hot = 0;
    int replies = 0;
    try (RedisSplitReader reader = reader()) {
      while (hot < ENTRIES || seen.size() < STREAMS / 10 + 1) {
        List<FetchedEntry> fetched = FetchedEntries.of(reader);
        fetched.forEach(it -> seen.add(it.entry().stream()));
        int ofHot = (int) fetched.stream().filter(it -> it.entry().stream().equals(key(0))).count();
        hot += ofHot;
        replies += ofHot > 0 ? 1 : 0;
      }
      test.redis().xadd(key(7), "v", "later");
      assertThat(FetchedEntries.of(reader, 1)).extracting(FetchedEntries::value).contains("later");
    }
    assertThat(hot).isEqualTo(ENTRIES);
    assertThat(replies).isLessThan(100);
  }
}
