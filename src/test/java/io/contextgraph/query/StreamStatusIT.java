package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contextgraph.redis.RedisConnection;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code status} and {@code group adopt} say about the streams of a real Redis. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StreamStatusIT {
  private final RedisAddress address = TestServers.redis();
  private final RedisClient client = RedisClient.create(address.address().uri().toString());
  private final RedisCommands<String, String> redis = client.connect().sync();
  private final String stream = "status-" + System.nanoTime();

  @AfterEach
  void disconnect() {
    client.shutdown();
  }

  private List<String> add(int entries) {
    return java.util.stream.IntStream.range(0, entries)
        .mapToObj(i -> redis.xadd(stream, "v", Integer.toString(i)))
        .toList();
  }

  private void group(String name, String position, long entriesRead) {
    redis.xgroupCreate(
        StreamOffset.from(stream, position),
        name,
        XGroupCreateArgs.Builder.entriesRead(entriesRead));
  }

  private JsonNode status() throws Exception {
    try (RedisConnection connection = RedisConnection.open(address)) {
      for (JsonNode node : SystemStatus.streams(new StreamInspector(connection), "own")) {
        if (node.get("stream").asText().equals(stream)) {
          return node;
        }
      }
    }
    throw new AssertionError("the stream is not in the status");
  }

  @Test
  void aLagThatRedisDoesNotKnowIsNull() throws Exception {
    List<String> ids = add(3);
    redis.xgroupCreate(StreamOffset.from(stream, ids.get(1)), "own");
    assertThat(status().get("lag").isNull()).isTrue();
    assertThat(status().get("acknowledged").asText()).isEqualTo(ids.get(1));
    assertThat(status().has("heldBy")).isFalse();
  }

  @Test
  void theGroupThatHoldsAStreamIsNamedWithItsEntries() throws Exception {
    List<String> ids = add(10);
    group("own", ids.get(7), 8);
    group("idle", ids.get(1), 2);
    redis.xtrim(stream, 8);
    assertThat(status().get("lag").asLong()).isEqualTo(2);
    assertThat(status().get("heldBy").asText()).isEqualTo("idle");
    assertThat(status().get("held").asLong()).isEqualTo(6);
  }

  @Test
  void aGroupThatHasReadButNotAcknowledgedHoldsAStreamToo() throws Exception {
    List<String> ids = add(3);
    group("own", ids.get(2), 3);
    group("forgetful", "0", 0);
    redis.xreadgroup(
        Consumer.from("forgetful", "c"),
        XReadArgs.Builder.count(3),
        StreamOffset.lastConsumed(stream));
    redis.xack(stream, "forgetful", ids.get(0));
    redis.xtrim(stream, 2);
    assertThat(status().get("heldBy").asText()).isEqualTo("forgetful");
    assertThat(status().get("held").asLong()).isEqualTo(2);
  }

  @Test
  void aGroupIsAdoptedFromAnotherLedger() {
    add(1);
    group("own", "0", 0);
    redis.xgroupCreateconsumer(stream, Consumer.from("own", "ledger:first"));
    redis.xgroupCreateconsumer(stream, Consumer.from("own", "another program"));
    try (RedisConnection connection = RedisConnection.open(address)) {
      GroupAdoption adoption = new GroupAdoption(connection, "own", "ledger:second");
      assertThat(adoption.streams()).contains(stream);
      assertThat(adoption.exists("no such stream")).isFalse();
      assertThat(adoption.adopt(stream))
          .isEqualTo(
              "{\"stream\":\"%s\",\"group\":\"own\",\"owner\":\"ledger:second\",".formatted(stream)
                  + "\"formerOwners\":[\"ledger:first\"]}");
      assertThat(adoption.adopt(stream)).contains("\"formerOwners\":[]");
    }
  }
}
