package io.contextgraph.job;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's entry point. docs/operations.md describes its configuration. */
public final class Main {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

  private static final int MAX_PARALLELISM = 128;

  private Main() {}

  /**
   * @throws ConfigurationException naming every problem, before anything starts
   */
  public static void main(String[] arguments) throws Exception {
    JobConfig config = JobConfig.read(arguments, System.getenv());
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    checkCheckpointing(environment);
    environment.getConfig().enableObjectReuse();
    pinMaxParallelism(environment);
    environment.configure(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    Pipelines.build(environment, config);
    environment.execute(name(config));
  }

  /**
   * State can never be restored with another maximum. Without a value Flink derives one from the
   * parallelism of the first run; this one is what it derives up to a parallelism of 85.
   */
  static void pinMaxParallelism(StreamExecutionEnvironment environment) {
    if (environment.getConfiguration().getOptional(PipelineOptions.MAX_PARALLELISM).isEmpty()) {
      environment.setMaxParallelism(MAX_PARALLELISM);
    }
  }

  private static String name(JobConfig config) {
    if (config.runs(Pipeline.INGEST)) {
      return config.runs(Pipeline.PROJECTION) ? "context-graph" : "context-graph ingest";
    }
    return "context-graph projection";
  }

  /**
   * An unaligned checkpoint stores in-flight events that are not in the ledger yet. A job started
   * without that checkpoint would lose them, because they are already acknowledged to Redis.
   */
  static void checkCheckpointing(StreamExecutionEnvironment environment) {
    ReadableConfig configuration = environment.getConfiguration();
    if (configuration.get(CheckpointingOptions.ENABLE_UNALIGNED)
        || environment.getCheckpointConfig().isUnalignedCheckpointsEnabled()) {
      throw new ConfigurationException(
          List.of(
              "execution.checkpointing.unaligned.enabled should be false: the in-flight events in"
                  + " an unaligned checkpoint are not in the ledger yet"));
    }
    if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
      environment.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
    }
  }
}
