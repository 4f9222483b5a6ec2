package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.redis.RedisConnection;
import io.contextgraph.redis.RenewedConnection;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
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
    redis.configSet("client-output-buffer-limit", "normal 0 0 0");
    redis.del(stream);
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
    return status(address);
  }

  private JsonNode status(RedisAddress as) throws Exception {
    try (RenewedConnection connection = new RenewedConnection(as)) {
      for (String line : SystemStatus.streams(connection, "own")) {
        JsonNode node = new ObjectMapper().readTree(line);
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
  void aStreamWhoseLastEntryRedisDoesNotSendIsDescribedWhereAScriptMayRun() throws Exception {
    redis.configSet("client-output-buffer-limit", "normal 4194304 0 0");
    redis.xadd(stream, "v", "y".repeat(6 << 20));
    assertThat(status().get("length").asLong()).isEqualTo(1);
    redis.aclSetuser(
        "noscript",
        AclSetuserArgs.Builder.on()
            .allKeys()
            .allCommands()
            .removeCommand(CommandType.EVAL_RO)
            .addPassword("right"));
    ServerAddress server =
        new ServerAddress(address.address().uri(), "noscript", new Secret.InMemory("right"));
    JsonNode refused = status(new RedisAddress(server, "test"));
    assertThat(refused.get("error").asText()).contains("eval_ro");
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
