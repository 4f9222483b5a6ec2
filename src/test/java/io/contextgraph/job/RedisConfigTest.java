package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.redis.StartPosition;
import io.contextgraph.redis.StreamPosition;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisConfigTest {
  private static RedisConfig read(String... arguments) {
    return JobConfig.read(arguments, Map.of()).redis();
  }

  @Test
  void streamsAreAListAPatternOrBothButNeverNeither() {
    assertThat(read("--redis.streams", " a, b,,").streams().streams()).containsExactly("a", "b");
    assertThat(read("--redis.streams=", "--redis.streams-pattern=e*").streams().pattern())
        .isEqualTo("e*");
    assertThatThrownBy(() -> read("--redis.streams", ","))
        .hasMessageContaining(
            "redis.streams (or CONTEXT_GRAPH_REDIS_STREAMS) or redis.streams-pattern should name what to read");
    assertThatThrownBy(() -> read("--redis.streams", "k".repeat(2_001)))
        .hasMessageContaining(
            "redis.streams (or CONTEXT_GRAPH_REDIS_STREAMS) should name keys of at most 2000 bytes");
  }

  @Test
  void aRedisUserNeedsAPassword() {
    assertThatThrownBy(() -> read("--redis.user", "job"))
        .hasMessageContaining(
            "redis.user (or CONTEXT_GRAPH_REDIS_USER) needs redis.password-file or redis.password-env");
    assertThatCode(() -> read("--redis.user", "job", "--redis.password-env", "SECRET"))
        .doesNotThrowAnyException();
  }

  @Test
  void aRedisUriEndsWithADatabasesNumberOrNothing() {
    assertThatCode(() -> read("--redis.uri", "redis://localhost:1/2")).doesNotThrowAnyException();
    assertThatThrownBy(() -> read("--redis.uri", "redis://localhost:1/two"))
        .hasMessageContaining(
            "redis.uri (or CONTEXT_GRAPH_REDIS_URI) should end with a database number");
  }

  @Test
  void theLedgerThatTheJobWritesOwnsTheGroup() {
    JobConfig config =
        JobConfig.read(new String[] {"--postgres.uri", "postgresql://localhost:7/other"}, Map.of());
    assertThat(config.redis().streams().groupOwner())
        .isEqualTo(new LedgerOwner(config.ledger().postgres()));
  }

  @Test
  void anEntryIdIsAStartPosition() {
    assertThat(read("--redis.start", "15-2").streams().start())
        .isEqualTo(StartPosition.after(StreamPosition.parse("15-2")));
  }
}
