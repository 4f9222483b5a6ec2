package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.privacy.KeyEncryptionKey;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyFileChanges;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.tls.TlsFolder;
import io.contextgraph.tls.TlsPostgres;
import io.contextgraph.tls.TlsRedis;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fresh job with a server that cannot be verified ends for good at its start: no task runs again,
 * and one line names the server and the reason.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class UnverifiedJobIT {
  private static final String REASON =
      ": no verified connection: its certificate is signed by no authority that is trusted here";

  @TempDir private Path folder;
  private final Map<String, String> options = new LinkedHashMap<>();
  private TlsFolder tls;
  private TlsRedis redis;
  private TlsPostgres postgres;
  private MiniCluster flink;

  @BeforeEach
  void start() throws Exception {
    tls = TlsFolder.in(folder.resolve("tls"));
    redis = new TlsRedis(tls);
    postgres = new TlsPostgres(tls);
    TestServers.installKeyStore(postgres.database());
    configure();
    flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration().set(RestOptions.BIND_PORT, "0"))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
    flink.start();
  }

  @AfterEach
  void stop() throws Exception {
    flink.close();
    postgres.close();
    redis.close();
  }

  /** Every server is usable, in plain form. */
  private void configure() throws Exception {
    String name = "unverified-" + System.nanoTime();
    options.put("pipelines", "ingest");
    options.put("redis.uri", "redis://127.0.0.1:" + redis.plainPort());
    options.put("redis.streams", name);
    options.put("redis.group", name);
    logIn("postgres", "ledger_writer");
    logIn("privacy", "privacy_sealer");
    Path keys = folder.resolve("keys");
    new KeyFileChanges(new KeyEncryptionKeyFile(keys.toString()))
        .create(KeyEncryptionKey.generate(new SecureRandom()));
    options.put("privacy.key-file", keys.toString());
  }

  private void logIn(String server, String role) {
    ServerAddress address = TestServers.ledger(postgres.database(), role).address();
    options.put(server + ".uri", address.uri().toString());
    options.put(server + ".password-file", ((Secret.FromFile) address.password()).path());
  }

  private JobID submit() throws Exception {
    List<String> arguments = new ArrayList<>();
    options.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    environment.enableCheckpointing(200);
    Pipelines.build(environment, JobConfig.read(arguments.toArray(String[]::new), Map.of()));
    return flink.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }

  /** What ended the job, from the outermost cause. */
  private List<String> failure(JobID job) throws Exception {
    List<String> messages = new ArrayList<>();
    Throwable cause =
        flink.requestJobResult(job).get(1, TimeUnit.MINUTES).getSerializedThrowable().orElseThrow();
    for (; cause != null; cause = cause.getCause()) {
      messages.add(String.valueOf(cause.getMessage()));
    }
    return messages;
  }

  private void assertEndsForGood(String server, String address) throws Exception {
    options.put(server + ".uri", address);
    options.put(server + ".tls.ca", tls.certificate("other-ca"));
    JobID job = submit();
    assertThat(failure(job)).last().asString().endsWith(REASON).contains(address);
    assertThat(flink.getJobStatus(job).get()).isEqualTo(JobStatus.FAILED);
    assertThat(flink.getExecutionGraph(job).get().getAllExecutionVertices())
        .isNotEmpty()
        .allSatisfy(
            task ->
                assertThat(task.getCurrentExecutionAttempt().getAttemptNumber())
                    .as(task.getTaskNameWithSubtaskIndex())
                    .isZero());
  }

  @Test
  void ofRedis() throws Exception {
    assertEndsForGood("redis", "redis://localhost:" + redis.port());
  }

  private String postgres() {
    return "postgresql://localhost:" + postgres.port() + "/" + postgres.database();
  }

  @Test
  void ofTheLedger() throws Exception {
    assertEndsForGood("postgres", postgres());
  }

  /** It ends before it reads an entry, not at the first value that has to be sealed. */
  @Test
  void ofTheKeyStore() throws Exception {
    assertEndsForGood("privacy", postgres());
  }
}
