package io.contextgraph.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The job's whole configuration, validated. Secrets are references that are resolved on the
 * machines that use them.
 */
record JobConfig(
    Set<Pipeline> pipelines,
    RedisConfig redis,
    EventConfig event,
    PrivacyConfig privacy,
    LedgerConfig ledger,
    ProjectionConfig projection) {
  private static final String PROGRAM = "context-graph";

  static final KnownOptions OPTIONS =
      new KnownOptions(
          Stream.of(
                  List.<JobOption<?>>of(Pipeline.OPTION),
                  RedisOptions.ALL,
                  EventConfig.OPTIONS,
                  PrivacyConfig.OPTIONS,
                  LedgerConfig.OPTIONS,
                  ProjectionConfig.OPTIONS)
              .<JobOption<?>>flatMap(List::stream)
              .toList());

  /**
   * @throws ConfigurationException naming every problem
   */
  static JobConfig read(String[] arguments, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    Map<String, String> values =
        new ConfigSources(OPTIONS, problems).gather(arguments, environment);
    OptionReader reader = new OptionReader(values, problems);
    Set<Pipeline> pipelines = Pipeline.read(reader);
    boolean ingests = pipelines.contains(Pipeline.INGEST);
    LedgerConfig ledger = LedgerConfig.read(reader, PROGRAM);
    JobConfig config =
        new JobConfig(
            pipelines,
            RedisConfig.read(reader, PROGRAM, new LedgerOwner(ledger.postgres()), ingests),
            EventConfig.read(reader),
            PrivacyConfig.read(reader, PROGRAM, ingests),
            ledger,
            ProjectionConfig.read(reader, PROGRAM, pipelines.contains(Pipeline.PROJECTION)));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return config;
  }

  boolean runs(Pipeline pipeline) {
    return pipelines.contains(pipeline);
  }
}
