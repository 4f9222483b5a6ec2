package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.TestServers;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compares the matching of patterns with that of a real Redis. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class GlobPatternIT {
  private static String random(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void aLetterOfTwoBytesMatchesTwoQuestionMarks() {
    assertThat(new GlobPattern("ev??nts*").matches("evünts-1")).isTrue();
    assertThat(new GlobPattern("ev?nts*").matches("evünts-1")).isFalse();
  }

  /** Redis compares bytes beyond ASCII in a range as the platform does, so patterns have none. */
  @Test
  void aKeyMatchesAPatternIfRedisSaysSo() {
    long seed = Long.getLong("seed", 11L);
    Random random = new Random(seed);
    try (TestStream test = new TestStream(TestServers.redis())) {
      RedisCommands<String, String> redis = test.redis();
      redis.select(7);
      Set<String> keys = new LinkedHashSet<>();
      while (keys.size() < 200) {
        keys.add(random(random, "aabbc]-^*ü", 1 + random.nextInt(4)));
      }
      keys.forEach(key -> redis.set(key, ""));
      for (int i = 0; i < 1_000; i++) {
        String pattern = random(random, "aabc*?[]^-\\", 1 + random.nextInt(7));
        Set<String> matching = new TreeSet<>(keys);
        GlobPattern glob = new GlobPattern(pattern);
        matching.removeIf(key -> !glob.matches(key));
        assertThat(matching)
            .as("seed %d, pattern %s", seed, pattern)
            .isEqualTo(new TreeSet<>(redis.keys(pattern)));
      }
      redis.flushdb();
    }
  }
}
