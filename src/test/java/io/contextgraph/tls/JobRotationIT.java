package io.contextgraph.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.Sent;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole job, while certificates, their authority and all passwords change. It is not started
 * again, and every event that is published meanwhile is recorded once.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class JobRotationIT {
  private static final int PORTS = TestPorts.from(1_032);
  private static final int FIRST_SEED = 7_100;

  /** Enough that some of them were read, recorded and projected over the connections of now. */
  private static final int SOME = 200;

  @TempDir private Path folder;
  private final AtomicBoolean done = new AtomicBoolean();
  private RunningSystem running;
  private LocalSystem system;
  private ProtectedServers servers;

  @BeforeEach
  void startWithPasswordsAndTls() throws Exception {
    running = RunningSystem.get();
    system = running.system();
    Path savepoint = system.stopJob();
    servers = new ProtectedServers(system, running.outside(), folder, PORTS);
    system.submit(Deployment.from(Optional.of(savepoint)).withArguments(servers.arguments()));
  }

  @AfterEach
  void end() throws Exception {
    done.set(true);
    Path savepoint;
    try {
      savepoint = system.stopJob();
    } finally {
      servers.close();
    }
    system.submit(Deployment.from(Optional.of(savepoint)));
  }

  private List<Sent> publishUntilDone() {
    List<Sent> sent = new ArrayList<>();
    for (int seed = FIRST_SEED; !done.get(); seed++) {
      sent.addAll(running.publish(seed, SOME, 300));
    }
    return sent;
  }

  private interface Change {
    void run() throws Exception;
  }

  /** Then every connection is cut, and the job makes all of them again. */
  private void step(String what, Change change) throws Exception {
    long began = System.nanoTime();
    change.run();
    servers.cut();
    awaitRecorded(what);
    System.out.printf("%5d ms: %s%n", (System.nanoTime() - began) / 1_000_000, what);
  }

  private void awaitRecorded(String after) throws Exception {
    long recorded = running.outside().head() + SOME;
    Waiting.await("recorded: " + after, () -> running.outside().head() >= recorded);
  }

  private void awaitProjected(String after) throws Exception {
    long projected = running.outside().head() + SOME;
    Waiting.await("projected: " + after, () -> running.invariants().projected() >= projected);
  }

  private void changeCertificates() throws Exception {
    TlsFolder tls = servers.tls();
    step("the job trusts the next authority, too", () -> tls.trust("ca", "next-ca"));
    step("the servers have other certificates", () -> servers.use("next-server", "trusted"));
    step("the job has another certificate", () -> tls.show("next-client"));
    step(
        "nothing of the first authority is trusted",
        () -> {
          tls.trust("next-ca");
          servers.use("next-server", "next-ca");
        });
    awaitProjected("the certificates");
  }

  private void changePasswords() throws Exception {
    String first = servers.password("redis");
    step(
        "Redis takes two passwords, the job has the second",
        () -> {
          String second = servers.draw();
          servers.addRedisPassword(second);
          servers.hand("redis", second);
        });
    step("Redis takes only the second", () -> servers.removeRedisPassword(first));
    for (String server : List.of("postgres", "privacy", "neo4j")) {
      step(
          "the job has the next password of " + server + " before the server",
          () -> servers.setPassword(server, servers.next(server)));
    }
    awaitProjected("the passwords");
  }

  /** Its task restarts until the file fits. */
  private void changeThePasswordOfTheLedgerBeforeItsFile() throws Exception {
    long restarts = running.restarts(system.jobId(), "ledger: Writer");
    String next = servers.draw();
    step(
        "Postgres has another password before the job",
        () -> {
          servers.setPassword("postgres", next);
          servers.cut();
          Waiting.await(
              "the job is refused",
              () -> running.restarts(system.jobId(), "ledger: Writer") > restarts);
          servers.hand("postgres", next);
        });
  }

  @Test
  void everyEventIsRecordedOnceWhileCertificatesAndPasswordsChange() throws Exception {
    String job = system.jobId();
    CompletableFuture<List<Sent>> publishing =
        CompletableFuture.supplyAsync(this::publishUntilDone);
    awaitRecorded("the start");
    changeCertificates();
    changePasswords();
    changeThePasswordOfTheLedgerBeforeItsFile();
    assertThat(servers.certificatesInPostgres()).containsExactly("/CN=next client");
    assertThat(servers.connectionsToRedis()).isPositive();
    done.set(true);
    List<Sent> sent = publishing.join();
    assertThat(sent).hasSizeGreaterThan(10 * SOME);
    running.check(sent);
    assertThat(system.flink().api().unfinishedJobs()).containsExactly(job);
  }
}
