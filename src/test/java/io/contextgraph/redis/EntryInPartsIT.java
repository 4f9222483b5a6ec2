package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads random entries in parts from a real Redis and compares them with what was added. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class EntryInPartsIT {
  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);

  @AfterEach
  void disconnect() {
    test.close();
  }

  /** Up to 1,000 names and values, of which many are empty and few are longer than a part. */
  private static List<byte[]> fields(Random random) {
    List<byte[]> fields = new ArrayList<>();
    int count = 2 * (1 + random.nextInt(500));
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(100);
      int limit = kind < 30 ? 1 : kind < 99 ? 1_000 : 200_000;
      byte[] field = new byte[random.nextInt(limit)];
      random.nextBytes(field);
      fields.add(field);
    }
    return fields;
  }

  private static byte[] concatenation(List<byte[]> fields) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    fields.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Test
  void anEntryReadInPartsHasTheNamesAndValuesThatWereAddedUpToTheLimit() {
    byte[] key = test.key().getBytes(StandardCharsets.UTF_8);
    StreamPosition last = StreamPosition.ZERO;
    try (RedisConnection connection = RedisConnection.open(address)) {
      for (int seed = 0; seed < 40; seed++) {
        Random random = new Random(seed);
        List<byte[]> added = fields(random);
        connection.commands().xadd(key, added.toArray());
        byte[] all = concatenation(added);
        int limit = random.nextBoolean() ? all.length + 1 : 1 + random.nextInt(all.length + 1);
        StreamEntry read =
            new EntryInParts(connection, limit).after(test.key(), last).orElseThrow();
        last = read.id();
        assertThat(read.size()).as("seed %s", seed).isEqualTo(all.length);
        assertThat(concatenation(read.fields()))
            .as("seed %s", seed)
            .isEqualTo(Arrays.copyOf(all, Math.min(limit, all.length)));
        assertThat(read.complete()).as("seed %s", seed).isEqualTo(limit >= all.length);
        if (read.complete()) {
          assertThat(read.fields().toArray()).as("seed %s", seed).isEqualTo(added.toArray());
        }
      }
    }
  }
}
