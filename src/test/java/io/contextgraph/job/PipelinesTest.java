package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

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

  @Test
  void theJobGraphContainsTheNameOfASecretsFileAndIsSerializable() {
    JobGraph job = graph("--postgres.password-file", "/secret").getJobGraph();
    assertThat(job.getNumberOfVertices()).isGreaterThanOrEqualTo(5);
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
