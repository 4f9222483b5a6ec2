package io.contextgraph.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creates the job graph, in which every function is serialized, as submitting the jar does. */
class PipelinesTest {
  private static StreamGraph graph(String... arguments) {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(2);
    Pipelines.build(environment, JobConfig.read(arguments, Map.of()));
    return environment.getStreamGraph();
  }

  private static List<String> uids(StreamGraph graph) {
    return graph.getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .toList();
  }

  @Test
  void theOperatorsHaveTheUidsThatSavepointsName() {
    assertThat(uids(graph()))
        .contains(
            "redis-streams-source",
            "decode",
            "deduplicate",
            "ledger",
            "dead-letters",
            "ledger-source",
            "graph");
  }

  @Test
  void eitherPipelineIsBuiltAlone() {
    assertThat(uids(graph("--pipelines", "ingest")))
        .contains("redis-streams-source", "ledger")
        .doesNotContain("ledger-source", "graph");
    assertThat(uids(graph("--pipelines", "projection")))
        .contains("ledger-source", "graph")
        .doesNotContain("redis-streams-source", "ledger");
  }

  /** It goes to the cluster, and the dashboard shows parts of it. */
  @Test
  void theJobGraphHasTheNamesOfTheFilesOfSecretsAndNothingThatIsInThem(@TempDir Path folder)
      throws Exception {
    List<String> arguments = new ArrayList<>();
    Map<Path, String> secrets = new TreeMap<>();
    for (String server : List.of("redis", "postgres", "privacy", "neo4j")) {
      arguments.addAll(List.of("--" + server + ".user", "ada"));
      for (String of : List.of("password-file", "tls.ca", "tls.certificate", "tls.key")) {
        Path file = folder.resolve(server + "-" + of);
        secrets.put(file, UUID.randomUUID().toString());
        Files.writeString(file, secrets.get(file));
        arguments.addAll(List.of("--" + server + "." + of, file.toString()));
      }
    }
    Path keys = folder.resolve("key-encryption-keys");
    secrets.put(keys, UUID.randomUUID().toString());
    Files.writeString(keys, secrets.get(keys));
    arguments.addAll(List.of("--privacy.key-file", keys.toString()));
    JobGraph job = graph(arguments.toArray(String[]::new)).getJobGraph();
    String submitted = new String(InstantiationUtil.serializeObject(job), ISO_8859_1);
    assertThat(secrets).hasSize(17);
    secrets.forEach(
        (file, secret) -> assertThat(submitted).contains(file.toString()).doesNotContain(secret));
  }

  @Test
  void theMaximumParallelismIsPinnedUnlessItIsConfigured() {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    Main.pinMaxParallelism(environment);
    assertThat(environment.getMaxParallelism()).isEqualTo(128);
    StreamExecutionEnvironment configured =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new Configuration().set(PipelineOptions.MAX_PARALLELISM, 256));
    Main.pinMaxParallelism(configured);
    assertThat(configured.getMaxParallelism()).isEqualTo(256);
  }

  @Test
  void operatorsThatKeepOneOrderHaveParallelism1() {
    assertThat(graph().getStreamNodes())
        .filteredOn(node -> node.getOperatorName().matches(".*(ledger|dead-letters).*"))
        .isNotEmpty()
        .allSatisfy(node -> assertThat(node.getParallelism()).isEqualTo(1));
  }
}
