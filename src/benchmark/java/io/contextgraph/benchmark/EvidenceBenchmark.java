package io.contextgraph.benchmark;

import io.contextgraph.evidence.Manifest;
import io.contextgraph.evidence.PackCheck;
import io.contextgraph.evidence.PackMaker;
import io.contextgraph.evidence.Question;
import io.contextgraph.ledger.TreeBuild;
import io.contextgraph.ledger.TreeHead;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.notary.CheckpointCheck;
import io.contextgraph.notary.Finding;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.Trust;
import io.contextgraph.note.TrustedLog;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Measures how long it takes to make a pack of the events of one agent, which are spread over the
 * whole ledger, and to check it.
 *
 * @param events of the agent; the ledger has those of 25 agents
 */
record EvidenceBenchmark(
    LocalSystem system, int events, PrintStream out, Clock clock, LongSupplier nanoClock) {
  private static final int AGENTS = 25;
  private static final int MONTHS = 122;
  private static final int RUNS = 2;
  private static final String ORIGIN = "benchmark";
  private static final String DATABASE = PostgresServer.DATABASE;
  private static final double MIB = 1 << 20;

  /** Whether the pack has all events and its check found nothing wrong. */
  boolean run() throws SQLException, IOException {
    fill();
    SigningKey key = SigningKey.generate(ORIGIN, VerifierKey.ED25519, new SecureRandom());
    SignedNote checkpoint = checkpoint(key);
    Path pack = Files.createTempDirectory("evidence-").resolve("pack.zip");
    boolean right = true;
    for (int run = 0; run < RUNS; run++) {
      right &= make(checkpoint, pack) && check(key, pack);
    }
    Files.delete(pack);
    Files.delete(pack.getParent());
    return right;
  }

  private void fill() throws SQLException {
    int all = Math.multiplyExact(events, AGENTS);
    out.printf("Filling a ledger of %d partitions with %d events ...%n", MONTHS, all);
    try (Connection admin = system.postgres().superuser(DATABASE).open()) {
      new FilledLedger(admin).fill(all, MONTHS);
    }
    try (Connection writer =
        system.postgres().connections("ledger_writer", DATABASE).openDurable()) {
      new TreeBuild(writer).run((size, position) -> {});
    }
  }

  private Connection reader() throws SQLException {
    return system.postgres().connections("ledger_reader", DATABASE).openLedger();
  }

  private SignedNote checkpoint(SigningKey key) throws SQLException {
    try (Connection ledger = reader()) {
      TreeHead head = TreeHead.read(ledger);
      Checkpoint checkpoint =
          new Checkpoint(ORIGIN, head.frontier().size(), head.frontier().root(new Sha256()));
      return new SignedNote(checkpoint.text(), List.of()).signedBy(key);
    }
  }

  private boolean make(SignedNote checkpoint, Path pack) throws SQLException, IOException {
    Question question = new Question(null, "agent-1", null, null, null);
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    Manifest manifest;
    try (Connection ledger = reader()) {
      manifest =
          new PackMaker(ledger, clock, out::println)
              .make(new PackMaker.Request(question, checkpoint, Optional.empty()), pack);
    }
    double seconds = stopwatch.seconds();
    out.printf(
        "A pack of %d events of one agent was made in %.1f s: %.0f events/s, %.1f MiB,"
            + " at most %.0f MiB of heap of %.0f%n",
        manifest.events().count(),
        seconds,
        manifest.events().count() / seconds,
        Files.size(pack) / MIB,
        heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MIB,
        Runtime.getRuntime().maxMemory() / MIB);
    return manifest.events().count() == events;
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private boolean check(SigningKey key, Path pack) throws IOException {
    Trust trust =
        new Trust(
            ORIGIN, List.of(new TrustedLog(key.verifierKey(), OptionalLong.empty())), List.of(), 0);
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    List<Finding> findings =
        new PackCheck(new CheckpointCheck(trust), clock).check(pack, Optional.empty());
    out.printf("It was checked in %.1f s%n", stopwatch.seconds());
    findings.stream().filter(it -> it.kind() == Finding.Kind.WRONG).forEach(out::println);
    return Finding.hold(findings);
  }
}
