package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A password that a server refuses is the caller's to correct: one line, exit code 2. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WrongPasswordIT {
  private final StringWriter err = new StringWriter();

  private void assertRefused(Map<String, String> environment, String... words) {
    CommandLine commands = Main.commandLine(environment);
    commands.setErr(new PrintWriter(err, true));
    assertThat(commands.execute(words)).as(err.toString()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString().lines().toList()).as(err.toString()).hasSize(1);
    assertThat(err.toString())
        .startsWith("context-graph: ")
        .containsIgnoringCase("password")
        .doesNotContain("wr0ng", "Exception", "null");
  }

  private static Map<String, String> postgres(String variable) {
    String uri =
        TestServers.ledger(TestServers.newLedger(), "ledger_reader").address().uri().toString();
    return Map.of(variable, uri.replace("//", "//ledger_reader:wr0ng@"));
  }

  @Test
  void ofPostgres() {
    assertRefused(postgres("CONTEXT_GRAPH_POSTGRES_URI"), "events");
    assertThat(err.toString()).contains("Postgres at postgresql://127.0.0.1");
  }

  @Test
  void ofTheSuperuserOfPostgres() {
    assertRefused(postgres("CONTEXT_GRAPH_POSTGRES_ADMIN_URI"), "schema", "install");
    assertThat(err.toString()).contains("Postgres at postgresql://127.0.0.1");
  }

  @Test
  void ofTheKeyStore() {
    assertRefused(postgres("CONTEXT_GRAPH_PRIVACY_OFFICER_URI"), "privacy", "status");
    assertThat(err.toString()).contains("Postgres at postgresql://127.0.0.1");
  }

  @Test
  void ofRedis(@TempDir Path folder) throws Exception {
    String uri = TestServers.redis().address().uri().toString();
    Map<String, String> environment =
        Map.of("CONTEXT_GRAPH_REDIS_URI", uri.replace("//", "//ada:wr0ng@"));
    Path empty = Files.createFile(folder.resolve("empty.jsonl"));
    assertRefused(environment, "publish", empty.toString());
    assertThat(err.toString()).contains("Redis at redis://127.0.0.1");
    err.getBuffer().setLength(0);
    assertRefused(environment, "group", "adopt");
  }

  /** Not the user of the other tests: Neo4j refuses a user for a while after some failures. */
  @Test
  void ofNeo4j() {
    Map<String, String> environment = new HashMap<>();
    environment.put("CONTEXT_GRAPH_NEO4J_URI", TestServers.neo4j().address().uri().toString());
    environment.put("CONTEXT_GRAPH_NEO4J_USER", "stranger");
    environment.put("CONTEXT_GRAPH_NEO4J_PASSWORD", "wr0ng");
    assertRefused(environment, "ask", "causes", "01a19b7c-a680-71c3-ace8-a48712937ea3");
    assertThat(err.toString()).contains("Neo4j at bolt://127.0.0.1");
  }
}
