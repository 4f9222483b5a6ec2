package io.contextgraph.job;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job. Submit the jar; see docs/operations.md for its configuration. */
public final class Main {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

  private Main() {}

  /**
   * @throws ConfigurationException naming everything that is wrong, before anything starts
   */
  public static void main(String[] arguments) throws Exception {
    JobConfig config = JobConfig.read(arguments, System.getenv());
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    checkCheckpointing(environment);
    environment.getConfig().enableObjectReuse();
    environment.configure(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    Pipelines.build(environment, config);
    environment.execute(name(config));
  }

  private static String name(JobConfig config) {
    if (config.ingest() && config.projection()) {
      return "context-graph";
    }
    return config.ingest() ? "context-graph ingest" : "context-graph projection";
  }

  /**
   * An unaligned checkpoint stores events in flight, which the ledger does not have yet; a job
   * started without it would lose them, since Redis was told that they are durable.
   */
  static void checkCheckpointing(StreamExecutionEnvironment environment) {
    ReadableConfig configuration = environment.getConfiguration();
    if (configuration.get(CheckpointingOptions.ENABLE_UNALIGNED)
        || environment.getCheckpointConfig().isUnalignedCheckpointsEnabled()) {
      throw new ConfigurationException(
          List.of(
              "execution.checkpointing.unaligned.enabled should be false: what an unaligned"
                  + " checkpoint holds in flight is not in the ledger yet"));
    }
    if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
      environment.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
    }
  }
}
