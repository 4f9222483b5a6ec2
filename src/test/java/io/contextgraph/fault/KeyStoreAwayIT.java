package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Sealer;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyStoreSealers;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without its key store, the job records what is sealed, and plain personal data waits. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KeyStoreAwayIT {
  private static final String SUBJECT = "subject-of-the-key-store-test";
  private static final byte[] PERSONAL = "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);

  private static RunningSystem running;
  private static LocalSystem system;

  @BeforeAll
  static void start() throws Exception {
    running = RunningSystem.get();
    system = running.system();
  }

  private static EventFields event(String id) {
    return EventFields.valid()
        .with("event_id", id)
        .with("occurred_at", Instant.now().toString())
        .with("session_id", "key-store-away")
        .with("subject_id", SUBJECT);
  }

  private static String publishSealed(EventProducer producer) throws Exception {
    KeyStoreSealers sealers =
        new KeyStoreSealers(
            system.postgres().connections("privacy_sealer", PostgresServer.DATABASE),
            new KeyEncryptionKeyFile(
                system.postgres().secrets().resolve("key-encryption-keys").toString()),
            system.postgres().connections("ledger_reader", PostgresServer.DATABASE),
            false,
            0);
    String id = UUID.randomUUID().toString();
    try (Sealer sealer = sealers.open()) {
      Sealer.Outcome outcome =
          sealer.seal(EventId.of(UUID.fromString(id)), SUBJECT, PERSONAL.clone());
      byte[] sealed = ((Sealer.Outcome.Sealed) outcome).value().toBase64();
      producer.send("events", event(id).with("personal_data_sealed", sealed).list());
    }
    producer.flush();
    return id;
  }

  private static String publishPlain(EventProducer producer) throws Exception {
    String id = UUID.randomUUID().toString();
    producer.send("events", event(id).with("personal_data", PERSONAL).list());
    producer.flush();
    return id;
  }

  /** Whether the ledger has the event with sealed personal data. */
  private static boolean isRecorded(String id) throws SQLException {
    return running
            .outside()
            .number(
                "SELECT count(*) FROM ledger.event WHERE octet_length(personal_data) > 38"
                    + " AND event_id = '"
                    + id
                    + "'")
        == 1;
  }

  @Test
  void sealedDataPassesAndPlainDataWaitsUntilTheKeyStoreIsBack() throws Exception {
    Path savepoint = system.stopJob();
    int port = TestPorts.from(1_031);
    system.submit(
        Deployment.from(Optional.of(savepoint))
            .withArguments(
                "--privacy.uri", "postgresql://127.0.0.1:" + port + "/" + PostgresServer.DATABASE));
    try (EventProducer producer = new EventProducer(system.redisAddress(), List.of("events"))) {
      String sealed = publishSealed(producer);
      Waiting.await("the sealed value is recorded", () -> isRecorded(sealed));
      assertThat(running.restarts(system.jobId(), "decode")).isZero();

      String plain = publishPlain(producer);
      Waiting.await(
          "the task fails once its retries are over",
          () -> running.restarts(system.jobId(), "decode") > 0);
      String behind = publishSealed(producer);
      assertThat(isRecorded(plain)).isFalse();
      assertThat(isRecorded(behind)).isFalse();
      try (TcpProxy store = new TcpProxy(port, system.postgres().port())) {
        assertThat(store.port()).isEqualTo(port);
        Waiting.await("the plain value is sealed and recorded", () -> isRecorded(plain));
        Waiting.await("what came behind it is recorded", () -> isRecorded(behind));
      }
      assertThat(
              running
                  .outside()
                  .number(
                      "SELECT count(*) FROM ledger.dead_letter WHERE fields LIKE"
                          + " '%key-store-away%'"))
          .isZero();
    }
    Path last = system.stopJob();
    system.submit(Deployment.from(Optional.of(last)));
  }
}
