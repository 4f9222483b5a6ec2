package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.Secret;
import io.contextgraph.server.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobServersTest {
  @TempDir private Path folder;

  private JobServers servers(String lines, String... arguments) throws Exception {
    Path file = Files.writeString(folder.resolve("job.properties"), lines);
    return JobServers.of(file, List.of(arguments));
  }

  @Test
  void anArgumentOverridesTheConfigurationFile() throws Exception {
    JobServers servers =
        servers(
            "postgres.uri=postgresql://a:1/b\npostgres.password-file=/secret\n",
            "--postgres.uri",
            "postgresql://c:2/d");
    assertThat(servers.address("postgres").uri()).hasToString("postgresql://c:2/d");
    assertThat(servers.address("postgres").user()).isEqualTo("ledger_writer");
    assertThat(servers.address("postgres").password()).isEqualTo(new Secret.FromFile("/secret"));
  }

  @Test
  void anOptionThatIsSetToNothingIsNotSet() throws Exception {
    JobServers servers =
        servers(
            "neo4j.password-file=/secret\n",
            "--neo4j.password-file",
            "",
            "--neo4j.password-env",
            "SECRET");
    assertThat(servers.address("neo4j").password()).isEqualTo(new Secret.FromEnvironment("SECRET"));
    assertThat(servers.address("redis").password()).isNull();
    assertThat(servers.address("redis").user()).isNull();
  }

  @Test
  void connectionsAreProtectedAsThoseOfTheJob() throws Exception {
    JobServers servers =
        servers("redis.tls.ca=/ca.pem\nneo4j.tls=off\n", "--redis.tls.ca", "/new.pem");
    assertThat(servers.address("redis").tls()).isEqualTo(Tls.trusting("/new.pem"));
    assertThat(servers.address("neo4j").tls()).isEqualTo(Tls.OFF);
    assertThat(servers.address("postgres").tls()).isEqualTo(Tls.UNSPECIFIED);
  }

  @Test
  void aJobRunsBothPipelinesUnlessItSaysOtherwise() throws Exception {
    assertThat(servers("").runs("ingest")).isTrue();
    assertThat(servers("").runs("projection")).isTrue();
    assertThat(servers("pipelines=ingest").runs("projection")).isFalse();
    assertThat(servers("pipelines=ingest", "--pipelines", "Projection , INGEST").runs("projection"))
        .isTrue();
  }
}
