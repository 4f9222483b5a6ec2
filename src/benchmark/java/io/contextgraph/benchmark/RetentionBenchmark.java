package io.contextgraph.benchmark;

import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.ledger.TreeBuild;
import io.contextgraph.ledger.TreeHead;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.retention.KeepPolicy;
import io.contextgraph.retention.KeepRule;
import io.contextgraph.retention.Month;
import io.contextgraph.retention.MonthOutcome;
import io.contextgraph.retention.MonthRestore;
import io.contextgraph.retention.Progress;
import io.contextgraph.retention.RetentionPlan;
import io.contextgraph.retention.RetentionRun;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import io.contextgraph.verify.CheckpointKeys;
import io.contextgraph.verify.LedgerVerification;
import io.contextgraph.verify.Verification;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Measures how long it takes to archive a month, to verify the ledger without it and from its file,
 * and to restore it, and how long appends wait meanwhile.
 *
 * @param events of the month; rounded down to whole tiles
 */
record RetentionBenchmark(
    LocalSystem system, int events, PrintStream out, Clock clock, LongSupplier nanoClock) {
  private static final String DATABASE = PostgresServer.DATABASE;
  private static final double MIB = 1 << 20;

  /** Whether the ledger was consistent throughout. */
  boolean run() throws SQLException, IOException, InterruptedException {
    int month = Math.max(1, events / Tile.WIDTH) * Tile.WIDTH;
    out.printf("Filling a month with %d events ...%n", month);
    fill(month);
    out.printf(
        "The month has %.0f MiB in Postgres, with its indexes%n", number(Sql.MONTH_BYTES) / MIB);
    Path folder = Files.createTempDirectory("retention-");
    MonthOutcome.Done done = archive(folder);
    Path file = folder.resolve(done.archive().month().file().name());
    out.printf(
        "Its file has %.0f MiB, %.0f bytes an event%n",
        Files.size(file) / MIB, (double) Files.size(file) / month);
    boolean right = verify("on the word of its event", Optional.empty(), month);
    right &= verify("from the file", Optional.of(new ArchiveFolder(folder)), month);
    right &= restore(file) == month;
    right &= verify("with the month restored", Optional.empty(), 0);
    out.println("The files are in " + folder);
    return right && done.dropped() == month;
  }

  private void fill(int month) throws SQLException {
    try (Connection admin = system.postgres().superuser(DATABASE).open()) {
      new FilledLedger(admin).fill(month, 1);
    }
    try (Connection writer = connection("ledger_writer")) {
      new TreeBuild(writer).run((size, position) -> {});
    }
    SigningKey key = SigningKey.generate("benchmark", VerifierKey.ED25519, new SecureRandom());
    try (Connection admin = system.postgres().superuser(DATABASE).open();
        PreparedStatement store = admin.prepareStatement(Sql.STORE_CHECKPOINT.text())) {
      TreeHead head = TreeHead.read(admin);
      Checkpoint checkpoint =
          new Checkpoint("benchmark", head.frontier().size(), head.frontier().root(new Sha256()));
      store.setString(1, checkpoint.origin());
      store.setLong(2, checkpoint.size());
      store.setBytes(3, checkpoint.root().toBytes());
      store.setBytes(4, new SignedNote(checkpoint.text(), List.of()).signedBy(key).toBytes());
      store.executeUpdate();
    }
  }

  private Connection connection(String role) throws SQLException {
    return system.postgres().connections(role, DATABASE).openDurable();
  }

  private long number(Sql statement) throws SQLException {
    try (Connection admin = system.postgres().superuser(DATABASE).open();
        PreparedStatement read = admin.prepareStatement(statement.text());
        ResultSet row = read.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private ControlEvents control() throws SQLException {
    return ControlEvents.open(
        system.postgres().connections("ledger_control", DATABASE),
        new ControlEvent.Actor("ledger_control", "benchmark", Optional.empty()),
        UUID::randomUUID,
        clock);
  }

  private MonthOutcome.Done archive(Path folder)
      throws SQLException, IOException, InterruptedException {
    RetentionPlan plan =
        new RetentionPlan(
            new KeepPolicy(List.of(new KeepRule(KeepRule.ALL, Duration.ZERO))),
            Duration.ZERO,
            () -> Long.MAX_VALUE);
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    try (Connection control = connection("ledger_control");
        ControlEvents events = control();
        SteadyAppends appends =
            SteadyAppends.start(
                system.postgres().connections("ledger_writer", DATABASE), nanoClock)) {
      List<MonthOutcome> outcomes = new ArrayList<>();
      new RetentionRun(
              control,
              plan,
              folder,
              ArchivedMonth.GraphRule.KEEP,
              events::append,
              archive -> {},
              clock,
              new Steps(out, stopwatch))
          .run(0, outcomes::add);
      out.printf(
          "%d appends meanwhile; the longest took %d ms%n",
          appends.stop(), appends.longestMillis());
      if (outcomes.get(0) instanceof MonthOutcome.Done done) {
        return done;
      }
      throw new IllegalStateException("The month stays: " + outcomes.get(0));
    }
  }

  /** Prints when each step is done. */
  private record Steps(PrintStream out, Stopwatch stopwatch) implements Progress {
    @Override
    public void report(String unit, long done, long total) {}

    @Override
    public void reached(Step step, Month month) {
      out.printf("%-9s after %.1f s%n", step, stopwatch.seconds());
    }
  }

  private boolean verify(String how, Optional<ArchiveFolder> folder, long absent)
      throws SQLException {
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    try (Connection reader =
        system.postgres().connections("ledger_reader", DATABASE).openLedger()) {
      reader.setNetworkTimeout(Runnable::run, 0);
      Verification verification =
          new LedgerVerification(reader, new CheckpointKeys(List.of()), folder)
              .run(List.of(), (done, total) -> {});
      out.printf(
          "ledger verify %s: %.1f s, %d findings%n",
          how, stopwatch.seconds(), verification.found());
      return verification.found() == 0 && verification.archived().rows() == absent;
    }
  }

  private long restore(Path file) throws SQLException, IOException {
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    try (Connection control = connection("ledger_control");
        ControlEvents events = control()) {
      MonthRestore.Restored restored =
          new MonthRestore(control, events::append, clock, (unit, done, total) -> {}).restore(file);
      out.printf("Restoring %d rows took %.1f s%n", restored.inserted(), stopwatch.seconds());
      return restored.inserted();
    }
  }
}
