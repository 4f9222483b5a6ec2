package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.audit.GraphAudit;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.query.JobStatus;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.neo4j.driver.Driver;

/** The projection pipeline in a Flink of its own, with a real Postgres and a real Neo4j. */
final class ProjectionJob implements AutoCloseable {
  private final String database = TestServers.newLedger();
  private final PostgresConnections postgres = TestServers.ledger(database, "ledger_writer");
  private final Neo4jConnections neo4j = TestServers.neo4j();
  private final Driver driver = neo4j.open();
  private final Path folder;
  private Path password;
  private MiniCluster flink;
  private JobID job;
  private int recorded;

  /**
   * @param folder for the password and for savepoints
   */
  private ProjectionJob(Path folder) {
    this.folder = folder;
  }

  static ProjectionJob open(Path folder) throws Exception {
    ProjectionJob projection = new ProjectionJob(folder);
    projection.start();
    return projection;
  }

  private void start() throws Exception {
    TestServers.empty(driver);
    password = Files.writeString(folder.resolve("neo4j"), neo4j.address().resolvedPassword());
    Configuration configuration =
        new Configuration()
            .set(RestOptions.BIND_PORT, "0")
            .set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(200));
    flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
    flink.start();
  }

  @Override
  public void close() throws Exception {
    flink.close();
    driver.close();
  }

  void submit() throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(2);
    environment.enableCheckpointing(200);
    Pipelines.build(environment, JobConfig.read(arguments(), Map.of()));
    job = flink.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }

  private String[] arguments() {
    ServerAddress ledger = postgres.address();
    return new String[] {
      "--pipelines", "projection",
      "--postgres.uri", ledger.uri().toString(),
      "--postgres.password-file", ((Secret.FromFile) ledger.password()).path(),
      "--neo4j.uri", neo4j.address().uri().toString(),
      "--neo4j.password-file", password.toString()
    };
  }

  void record(int count) throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = recorded; i < recorded + count; i++) {
      events.add(
          EventFields.valid()
              .with("event_id", String.format("00000000-0000-4000-8000-%012d", i))
              .with("session_id", "session " + i % 20)
              .event("events", "1-" + i));
    }
    recorded += count;
    try (PostgresLedger ledger = new PostgresLedger(postgres, LedgerMark.NONE, 3)) {
      ledger.append(events);
    }
  }

  long number(String cypher) {
    return driver.executableQuery(cypher).execute().records().get(0).get("n").asLong();
  }

  void run(String cypher) {
    driver.executableQuery(cypher).execute();
  }

  /** Waits until every event and every link between two events of a session is in the graph. */
  void awaitProjected() throws Exception {
    Waiting.await(
        "all is projected",
        () ->
            number("MATCH (e:Event) RETURN count(e) AS n") == recorded
                && number("MATCH ()-[f:FOLLOWS]->() RETURN count(f) AS n") == recorded - 20
                && number("MATCH (p:Projection {name: 'main'}) RETURN min(p.position) AS n")
                    == recorded);
  }

  String status() throws Exception {
    ServerAddress rest = new ServerAddress(flink.getRestAddress().get(), null, null);
    return new JobStatus(rest, Clock.systemUTC()).jobs().toString();
  }

  private long checkpoints() throws Exception {
    return flink
        .getExecutionGraph(job)
        .get()
        .getCheckpointStatsSnapshot()
        .getCounts()
        .getNumberOfCompletedCheckpoints();
  }

  /** Its tasks keep running, and checkpoints complete within a second. */
  void assertStands(String reason) throws Exception {
    Waiting.await("status names " + reason, () -> status().contains(reason));
    long before = checkpoints();
    Waiting.await("checkpoints complete", () -> checkpoints() > before + 3);
    assertThat(status()).contains(reason, "\"state\":\"RUNNING\"");
    assertThat(
            flink
                .getExecutionGraph(job)
                .get()
                .getCheckpointStatsSnapshot()
                .getHistory()
                .getLatestCompletedCheckpoint()
                .getEndToEndDuration())
        .isLessThan(5_000);
  }

  Path password() {
    return password;
  }

  String rightPassword() {
    return neo4j.address().resolvedPassword();
  }

  void drain() throws Exception {
    flink
        .stopWithSavepoint(job, folder.toUri().toString(), true, SavepointFormatType.CANONICAL)
        .get(1, TimeUnit.MINUTES);
  }

  void cancel() throws Exception {
    flink.cancelJob(job).get();
  }

  void rebuild() throws Exception {
    try (GraphAudit audit =
        GraphAudit.open(TestServers.ledger(database, "ledger_operator"), neo4j, "main")) {
      audit.rebuild(8, difference -> {}, (step, done, total) -> {});
    }
  }
}
