package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import io.lettuce.core.RedisConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

class FailureTest {
  private static int exitCode(Exception e) {
    return Failure.of(e).orElseThrow().exitCode();
  }

  @Test
  void wrongUsageEndsWith2() {
    assertThat(Failure.of(new UsageException("no")))
        .contains(new Failure(ExitCode.WRONG_USAGE, "no"));
    assertThat(exitCode(new IllegalArgumentException("no"))).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void aServerThatCannotBeReachedEndsWith3() {
    ServerAddress address = new ServerAddress(URI.create("redis://h:1"), null, null);
    assertThat(exitCode(new IOException("no"))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(exitCode(new ServiceUnavailableException("no"))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(exitCode(new RefusedException("Redis", address, new IOException("no"))))
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({"22003,2", "42501,2", "42P01,2", "55000,2", "08006,3", "57P01,3", "55P03,3", ",3"})
  void anErrorFromPostgresIsNotReportedAsUnreachable(String state, int exitCode) {
    assertThat(exitCode(new SQLException("no", state))).isEqualTo(exitCode);
  }

  @Test
  void theFirstKnownCauseIsReported() {
    Exception wrapped =
        new IllegalStateException("outer", new UncheckedIOException(new IOException("inner")));
    assertThat(Failure.of(wrapped)).contains(new Failure(ExitCode.UNREACHABLE, "inner"));
  }

  @Test
  void theReasonOfARefusedRedisConnectionIsReported() {
    Exception e = new RedisConnectionException("Unable to connect", new IOException("refused"));
    assertThat(Failure.of(e)).contains(new Failure(ExitCode.UNREACHABLE, "refused"));
  }

  @Test
  void anUnknownExceptionIsABug() {
    assertThat(Failure.of(new IllegalStateException("bug", new NullPointerException()))).isEmpty();
  }
}
