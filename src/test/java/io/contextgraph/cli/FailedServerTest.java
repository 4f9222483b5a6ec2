package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** Every failure of a server names its kind and its address. */
class FailedServerTest {
  private static final Map<String, String> NOWHERE =
      Map.of(
          "CONTEXT_GRAPH_REDIS_URI", "redis://127.0.0.1:1",
          "CONTEXT_GRAPH_POSTGRES_URI", "postgresql://u:secret@127.0.0.1:1/p",
          "CONTEXT_GRAPH_POSTGRES_ADMIN_URI", "postgresql://a:secret@127.0.0.1:1/p",
          "CONTEXT_GRAPH_POSTGRES_NOTARY_URI", "postgresql://o:secret@127.0.0.1:1/p",
          "CONTEXT_GRAPH_NEO4J_URI", "bolt://127.0.0.1:1",
          "CONTEXT_GRAPH_NEO4J_USER", "n",
          "CONTEXT_GRAPH_NEO4J_PASSWORD", "secret",
          "CONTEXT_GRAPH_FLINK_REST", "http://127.0.0.1:1");

  private static String named(Exception e, String command) {
    AskedServers asked = new AskedServers(new Servers(NOWHERE), command, "bolt://localhost:7");
    String message = Failure.of(e).orElseThrow().message();
    return FailedServer.of(e, asked).map(it -> it.named(message)).orElse(message);
  }

  @Test
  void theTextOfADriverIsNamed() {
    assertThat(named(new ServiceUnavailableException("Unable to connect"), "context-graph events"))
        .isEqualTo("Neo4j at bolt://localhost:7 as n: Unable to connect");
    assertThat(named(new AuthenticationException("x", "no"), "context-graph events"))
        .isEqualTo("Neo4j at bolt://localhost:7 as n refuses the user or the password: no");
    assertThat(named(new RedisException("Connection closed"), "context-graph events"))
        .isEqualTo("Redis at redis://127.0.0.1:1: Connection closed");
    assertThat(named(new RedisException("NOPERM no"), "context-graph events"))
        .isEqualTo("Redis at redis://127.0.0.1:1 refuses the user or the password: NOPERM no");
    assertThat(
            named(
                new SQLException("This connection has been closed.", "08003"),
                "context-graph events"))
        .isEqualTo("Postgres at postgresql://127.0.0.1:1/p as u: This connection has been closed.");
    assertThat(named(new SQLException("canceled", "57014"), "context-graph events"))
        .isEqualTo("Postgres at postgresql://127.0.0.1:1/p as u did not answer in time: canceled");
    assertThat(
            named(
                new FlywayException("no", new SQLException("no", "28P01")),
                "context-graph schema install"))
        .startsWith("Postgres at postgresql://127.0.0.1:1/p as a refuses");
  }

  @Test
  void aTextThatNamesItsServerAndOneThatIsAboutNoneAreKept() {
    String text = "Redis at redis://127.0.0.1:1 cannot be reached: no";
    assertThat(named(new RedisException(text), "context-graph events")).isEqualTo(text);
    assertThat(named(new IOException("no"), "context-graph events")).isEqualTo("no");
    assertThat(named(new UsageException("no"), "context-graph events")).isEqualTo("no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events|Postgres at postgresql://127.0.0.1:1/p as u",
        "schema install|Postgres at postgresql://127.0.0.1:1/p as a",
        "ledger build-tree|Postgres at postgresql://127.0.0.1:1/p as a",
        "ledger verify|Postgres at postgresql://127.0.0.1:1/p as u",
        "group adopt|Redis at redis://127.0.0.1:1",
        "publish -|Redis at redis://127.0.0.1:1",
        "ask timeline s|Neo4j at bolt://127.0.0.1:1 as n",
        "status|Neo4j at bolt://127.0.0.1:1 as n",
        "status|Flink at http://127.0.0.1:1",
        "status|Redis at redis://127.0.0.1:1"
      })
  void aCommandThatCannotReachItsServerNamesKindAndAddress(String commandAndName) {
    String[] parts = commandAndName.split("[|]");
    CommandRun run = CommandRun.of(NOWHERE, parts[0].split(" "));
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains(parts[1]).doesNotContain("secret", "Exception", "null");
  }

  @Test
  void aRoleOfItsOwnIsNamedAlsoIfNoOtherOneIsSet(@TempDir Path folder) throws IOException {
    Path key = folder.resolve("a.key");
    new KeyFile(key).create(SigningKey.generate("o", VerifierKey.ED25519, new SecureRandom()));
    Map<String, String> notary =
        Map.of("CONTEXT_GRAPH_POSTGRES_NOTARY_URI", "postgresql://o:secret@127.0.0.1:1/p");
    CommandRun run = CommandRun.of(notary, "ledger", "checkpoint", "--key", key.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err())
        .startsWith("context-graph: Postgres at postgresql://127.0.0.1:1/p as o cannot be used: ");
  }
}
