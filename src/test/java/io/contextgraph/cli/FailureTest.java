package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.graph.ProjectionException;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.exceptions.AuthenticationException;
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
    assertThat(exitCode(ProjectionException.damaged("id"))).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void aServerThatCannotBeReachedEndsWith3() {
    assertThat(exitCode(new IOException("no"))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(exitCode(new ServiceUnavailableException("no"))).isEqualTo(ExitCode.UNREACHABLE);
  }

  /** The server was reached; what has to change is the configuration of the caller. */
  @Test
  void aServerThatRefusesThePasswordOrARightEndsWith2() {
    ServerAddress address = new ServerAddress(URI.create("redis://h:1"), null, null);
    for (Exception refusal :
        List.of(
            new RefusedException("Flink", "http://h", new IOException("HTTP status 401")),
            new RefusedException("Redis", address, new IOException("no")),
            new AuthenticationException("Neo.ClientError.Security.Unauthorized", "no"),
            new SQLException("no", "28P01"),
            new FlywayException("no\nmore", new SQLException("no", "28P01")),
            new SQLException("no", "42501"),
            new RedisConnectionException("no", new RedisException("WRONGPASS no")),
            new RedisException("NOPERM no"))) {
      assertThat(exitCode(refusal)).as(refusal.toString()).isEqualTo(ExitCode.WRONG_USAGE);
    }
  }

  @Test
  void aFileThatCannotBeReadEndsWith2() {
    assertThat(Failure.of(new NoSuchFileException("/x")))
        .contains(new Failure(ExitCode.WRONG_USAGE, "the file /x does not exist"));
    assertThat(exitCode(new MalformedInputException(1))).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void noMessageIsNullAndAllAreOneLine() {
    assertThat(Failure.of(new IOException()).orElseThrow().message()).isNotEqualTo("null");
    assertThat(Failure.of(new ConnectException()).orElseThrow().message())
        .isEqualTo("the connection was refused");
    assertThat(Failure.of(new FlywayException("a\nb")).orElseThrow().message()).isEqualTo("a b");
  }

  @Test
  void aStatementThatTookTooLongSaysSo() {
    assertThat(Failure.of(new SQLException("canceling statement", "57014")))
        .contains(
            new Failure(
                ExitCode.UNREACHABLE, "Postgres did not answer in time: canceling statement"));
  }

  @ParameterizedTest
  @CsvSource({
    "0A000,2", "22003,2", "23514,2", "2BP01,2", "42501,2", "42P01,2", "55000,2", "08006,3",
    "40001,3", "53300,3", "57P01,3", "55P03,3", ",3"
  })
  void anErrorFromPostgresIsNotReportedAsUnreachable(String state, int exitCode) {
    assertThat(exitCode(new SQLException("no", state))).isEqualTo(exitCode);
  }

  /** Flyway reports its own refusals, and what the server said to a migration, with one type. */
  @ParameterizedTest
  @CsvSource({
    "42501,2", "42P01,2", "55000,2", "28P01,2", "08006,3", "57P01,3", "55P03,3", "XX001,1"
  })
  void aFailureInFlywayHasTheExitCodeOfWhatTheServerSaid(String state, int exitCode) {
    SQLException sql = new SQLException("no", state);
    assertThat(exitCode(new FlywayException("a script failed", sql))).isEqualTo(exitCode);
    assertThat(
            exitCode(new FlywayException("of the key store", new FlywayException("in V001", sql))))
        .isEqualTo(exitCode);
  }

  @Test
  void whatFlywayRefusesByItselfEndsWith2() {
    for (FlywayException refusal :
        List.of(
            new FlywayException("the schema is newer than this program"),
            new FlywayException("named", new FlywayException("Migration checksum mismatch")))) {
      assertThat(Failure.of(refusal))
          .contains(new Failure(ExitCode.WRONG_USAGE, refusal.getMessage()));
    }
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
    assertThat(Failure.of(new NumberFormatException("For input string"))).isEmpty();
  }
}
