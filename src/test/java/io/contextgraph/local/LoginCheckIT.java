package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.tls.TlsFolder;
import io.contextgraph.tls.TlsRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real servers refuse before the old job is stopped. */
class LoginCheckIT {
  @TempDir private Path folder;
  private final List<String> progress = new ArrayList<>();
  private Path wrong;
  private PostgresConnections writer;

  @BeforeEach
  void prepare() throws Exception {
    wrong = Files.writeString(folder.resolve("wrong"), "wrong");
    writer = TestServers.ledger(TestServers.newLedger(), "ledger_writer");
  }

  private static String passwordFile(Secret secret) {
    return ((Secret.FromFile) secret).path();
  }

  /** The changes of a job that runs with the servers of this test. */
  private void check(String... changes) {
    JobArguments typed = JobArguments.of(List.of(changes), List.of());
    Map<String, String> values = new HashMap<>();
    values.put("redis.uri", TestServers.redis().address().uri().toString());
    values.put("postgres.uri", writer.address().uri().toString());
    values.put("postgres.password-file", passwordFile(writer.address().password()));
    values.putAll(typed.set());
    new LoginCheck(new JobServers(values), progress::add).check(typed);
  }

  private void refused(String message, String... changes) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> check(changes))
        .withMessageContaining(message)
        .withMessageNotContaining("\n");
    assertThat(progress).isEmpty();
  }

  @Test
  void postgresRefusesAWrongPasswordAnUnknownRoleAndAnUnknownDatabase() {
    refused("refuses the user or the password", "postgres.password-file=" + wrong);
    refused("refuses the user or the password", "postgres.user=unknown");
    String uri = writer.address().uri().toString();
    refused("does not exist", "postgres.uri=" + uri + "_2");
  }

  @Test
  void aDatabaseWithoutTheSchemaIsRefused() {
    PostgresConnections empty = TestServers.ledger(TestServers.newDatabase(), "ledger_writer");
    refused("schema install", "postgres.uri=" + empty.address().uri());
  }

  @Test
  void redisRefusesAWrongPasswordAndAnUnknownDatabase() {
    RedisAddress redis = TestServers.redis();
    refused(
        "refuses the user or the password", "redis.user=unknown", "redis.password-file=" + wrong);
    refused("cannot be reached", "redis.uri=" + redis.address().uri() + "/999");
  }

  @Test
  void neo4jRefusesAWrongPassword() {
    String uri = TestServers.neo4j().address().uri().toString();
    refused("Neo4j at " + uri, "neo4j.uri=" + uri, "neo4j.password-file=" + wrong);
  }

  @Test
  void aServerThatCannotBeVerifiedIsRefused() throws Exception {
    TlsFolder tls = TlsFolder.in(folder.resolve("tls"));
    String reason = "no verified connection: its certificate is signed by no authority";
    try (TlsRedis redis = new TlsRedis(tls)) {
      refused(
          "Redis at redis://localhost:" + redis.port() + ": " + reason,
          "redis.uri=redis://localhost:" + redis.port(),
          "redis.tls.ca=" + tls.certificate("other-ca"));
    }
    ServerAddress neo4j = TestServers.neo4j().address();
    String uri = "bolt://localhost:" + neo4j.portOr(0);
    refused(
        "Neo4j at " + uri + " as neo4j: " + reason,
        "neo4j.uri=" + uri,
        "neo4j.password-file=" + passwordFile(neo4j.password()),
        "neo4j.tls.ca=" + tls.certificate("ca"));
  }

  @Test
  void whatTheServersAcceptIsAccepted() {
    Secret graph = TestServers.neo4j().address().password();
    check(
        "redis.uri=" + TestServers.redis().address().uri(),
        "postgres.uri=" + writer.address().uri(),
        "neo4j.uri=" + TestServers.neo4j().address().uri(),
        "neo4j.password-file=" + passwordFile(graph));
    assertThat(progress).isEmpty();
  }
}
