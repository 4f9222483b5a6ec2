package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import io.lettuce.core.RedisException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RenewedConnectionTest {
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void aQuestionAboutASuspectedStreamFailsWhileRedisCannotBeReached() {
    InfoMode mode = new InfoMode();
    mode.connectionLost(List.of("suspected"));
    ServerAddress nowhere = new ServerAddress(URI.create("redis://127.0.0.1:1"), null, null);
    try (RenewedConnection connection =
        new RenewedConnection(new RedisAddress(nowhere, "test"), mode)) {
      assertThatThrownBy(() -> connection.ask("suspected", open -> "an answer"))
          .isInstanceOf(RedisException.class)
          .hasMessageContaining("cannot be reached");
    }
  }
}
