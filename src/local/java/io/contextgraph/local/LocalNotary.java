package io.contextgraph.local;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.notary.CheckpointOutput;
import io.contextgraph.notary.CheckpointRelease;
import io.contextgraph.notary.Cosigning;
import io.contextgraph.notary.Notary;
import io.contextgraph.notary.NotaryFiles;
import io.contextgraph.notary.TreeMismatchException;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The notary of a developer's machine: a key for each id of the ledger, made when it is first
 * needed, and a checkpoint every 10 s. Whoever is root on this machine has the key too. Used by one
 * thread at a time.
 */
final class LocalNotary {
  private static final String ROLE = "ledger_notary";

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final PostgresServer postgres;
  private final LocalKey key;
  private final Path checkpoints;
  private final LongSupplier nanoClock;
  private long signed;
  private boolean started;

  /**
   * @param data the folder for everything that the servers write
   * @param nanoClock measures the time between two checkpoints
   */
  LocalNotary(PostgresServer postgres, Path data, LongSupplier nanoClock) {
    this.postgres = postgres;
    this.key = new LocalKey(data.resolve("notary"));
    this.checkpoints = data.resolve("checkpoints");
    this.nanoClock = nanoClock;
  }

  /** The values of {@code connections.env}, once the ledger is known. */
  Map<String, String> forPrograms() {
    Map<String, String> values = new LinkedHashMap<>();
    key.used()
        .ifPresent(
            used -> {
              values.put("CHECKPOINT_KEY_FILE", used.file().toString());
              values.put("CHECKPOINT_VKEY", used.verifierKey().toString());
              values.put("CHECKPOINTS", checkpoints.toString());
            });
    return values;
  }

  /**
   * Makes the key of the ledger unless it exists.
   *
   * @return whether auditors need another verifier key than before
   */
  boolean prepare() throws IOException {
    try (Connection ledger = postgres.connections(ROLE, PostgresServer.DATABASE).openLedger()) {
      return prepare(LedgerHead.read(ledger).ledgerId());
    } catch (SQLException e) {
      throw new LocalException(FailureText.of(e), e);
    }
  }

  private boolean prepare(String ledgerId) throws IOException {
    Files.createDirectories(checkpoints);
    return key.use(ledgerId);
  }

  /** Whether 10 s have passed since the last checkpoint. */
  boolean isDue() {
    return !started || nanoClock.getAsLong() - signed >= INTERVAL.toNanos();
  }

  /**
   * Signs a checkpoint, with a new key if the ledger got another id.
   *
   * @return whether auditors need another verifier key than before
   * @throws LocalException if the ledger cannot be read, or must not be signed
   */
  boolean sign() throws IOException, InterruptedException {
    try (Connection ledger = postgres.connections(ROLE, PostgresServer.DATABASE).openLedger()) {
      boolean changed = prepare(LedgerHead.read(ledger).ledgerId());
      sign(ledger);
      signed = nanoClock.getAsLong();
      started = true;
      return changed;
    } catch (SQLException | TreeMismatchException e) {
      throw new LocalException(FailureText.of(e), e);
    }
  }

  private void sign(Connection ledger) throws IOException, SQLException, InterruptedException {
    try (NotaryFiles files = NotaryFiles.lock(key.used().orElseThrow().file())) {
      new CheckpointRelease(
              new Notary(files, null),
              Cosigning.NONE,
              Optional.of(new CheckpointOutput(checkpoints)))
          .run(ledger);
    }
  }
}
