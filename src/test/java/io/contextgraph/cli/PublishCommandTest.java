package io.contextgraph.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code publish} without a Redis. */
class PublishCommandTest {
  private static final Map<String, String> NOWHERE =
      Map.of("CONTEXT_GRAPH_REDIS_URI", "redis://127.0.0.1:1");

  private static CommandRun publish(String... options) {
    return CommandRun.of(NOWHERE, new ByteArrayInputStream("x\n".getBytes(UTF_8)), options);
  }

  @Test
  void withStrictAllLinesAreCheckedBeforeRedisIsReached() {
    CommandRun strict = publish("publish", "-", "--strict");
    assertThat(strict.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(strict.err()).endsWith("nothing is published, as --strict demands\n");
    assertThat(publish("publish", "-").exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }
}
