package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.redis.StartPosition;
import io.contextgraph.redis.StreamPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobConfigTest {
  @TempDir private Path folder;

  private static JobConfig read(Map<String, String> environment, String... arguments) {
    return JobConfig.read(arguments, environment);
  }

  @Test
  void anArgumentWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("job.properties"),
            "redis.group=file\nprojection.name=file\nledger.retries=1\n");
    JobConfig config =
        read(
            Map.of(
                "CONTEXT_GRAPH_REDIS_GROUP",
                "environment",
                "CONTEXT_GRAPH_PROJECTION_NAME",
                "environment"),
            "--config",
            file.toString(),
            "--redis.group",
            "argument");
    assertThat(config.streams().group()).isEqualTo("argument");
    assertThat(config.projectionName()).isEqualTo("environment");
    assertThat(config.ledgerRetries()).isEqualTo(1);
  }

  @Test
  void allProblemsAreToldTogether() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of("CONTEXT_GRAPH_LEDGER_BATCH_ROWS", "many"),
                    "--redis.uri=http://x",
                    "--redis.stream=events",
                    "--pipelines=ingest,nothing",
                    "--redis.start=first",
                    "--dedup.ttl=-1 h"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ledger.batch.rows")
        .hasMessageContaining("redis.uri")
        .hasMessageContaining("did you mean redis.streams?")
        .hasMessageContaining("pipelines")
        .hasMessageContaining("redis.start")
        .hasMessageContaining("dedup.ttl");
  }

  @Test
  void aPasswordInAnArgumentIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> read(Map.of(), "--postgres.password", "s3cret"))
        .hasMessageContaining("postgres.password-file")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> read(Map.of(), "--redis.uri", "http://u:s3cret@host"))
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void everyKeyIsInTheOperatorsGuide() throws IOException {
    String guide = Files.readString(Path.of("docs/operations.md"));
    assertThat(Keys.all()).allSatisfy(key -> assertThat(guide).contains(key.name()));
  }

  @Test
  void anEntryIdStartsThere() {
    assertThat(read(Map.of(), "--redis.start", "15-2").streams().start())
        .isEqualTo(StartPosition.after(new StreamPosition(15, 2)));
  }

  @Test
  void ofTheCommandLinesVariablesOnlyTheServerIsTaken() {
    JobConfig config =
        read(Map.of("CONTEXT_GRAPH_POSTGRES_URI", "postgresql://ledger_operator:s3cret@host:1/db"));
    assertThat(config.postgres().address()).hasToString("postgresql://host:1/db as ledger_writer");
    assertThat(config.postgres().address().password()).isNull();
  }

  @Test
  void aPasswordWithinAUriIsRefused() {
    assertThatThrownBy(() -> read(Map.of(), "--redis.uri", "redis://:s3cret@host:1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("redis.uri")
        .hasMessageNotContaining("s3cret");
  }
}
