package io.contextgraph.cli;

import io.contextgraph.erasure.Erasure;
import io.contextgraph.erasure.Receipt;
import io.contextgraph.erasure.ReceiptFacts;
import io.contextgraph.erasure.SignedReceipt;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.SyncedFile;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.Tombstone;
import io.contextgraph.query.SubjectQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code erase}. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Destroys the key of a person's personal data, and prints a signed receipt.",
      "Waits until no program may use the key any more, at most 30 s, and records the erasure in the"
          + " ledger. Events that arrive later are recorded without their personal data. If it is"
          + " interrupted, run it again: the next run completes it, and prints the receipt of the"
          + " first erasure with the facts of today. A subject that is held is refused: exit code 1."
          + " Connects with CONTEXT_GRAPH_POSTGRES_URI, CONTEXT_GRAPH_PRIVACY_OFFICER_URI and"
          + " CONTEXT_GRAPH_POSTGRES_CONTROL_URI."
    })
final class EraseCommand implements Callable<Integer> {
  /** The end of a copy is a time with a year of four digits. */
  private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

  private final Servers servers;
  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private PrivacyKeyOption key = new PrivacyKeyOption();

  @Parameters(paramLabel = "SUBJECT", description = "The subject_id of the person.")
  private Identifier subject = new Identifier("?");

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, in 1 to 1000 characters; recorded in the ledger and in the receipt.")
  private String reason = "";

  @Option(
      names = "--despite-hold",
      description = "Erase although a hold forbids it; the event and the receipt name the hold.")
  private boolean despiteHold;

  @Option(
      names = "--backup-retention",
      paramLabel = "DURATION",
      description =
          "How long backups, replicas and WAL of the key store are kept, as 30d (default:"
              + " CONTEXT_GRAPH_PRIVACY_BACKUP_RETENTION, else unknown).")
  private @Nullable Duration backupRetention;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "A file for the receipt, which is replaced, beside standard output (default: none).")
  private @Nullable Path out;

  /**
   * @param clock the time of the receipt
   */
  EraseCommand(Servers servers, InstantSource clock) {
    this.servers = servers;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    ControlEvent.requireReason(reason);
    List<SigningKey> keys = key.read(servers);
    Optional<Duration> retention =
        Optional.ofNullable(backupRetention).or(servers::backupRetention);
    UsageException.require(
        retention.isEmpty() || retention.get().compareTo(LONGEST_RETENTION) <= 0,
        "the backup retention should be at most " + LONGEST_RETENTION.toDays() + "d");
    try (ControlEvents control = new ControlLog(servers).openFor(Servers.Role.OFFICER);
        Connection ledger = servers.postgres().openLedger();
        KeyStore store = KeyStore.open(servers.postgres(Servers.Role.OFFICER))) {
      Optional<Tombstone> tombstone = erase(store, control, ledger);
      if (tombstone.isEmpty()) {
        return ExitCode.FOUND;
      }
      Receipt receipt = receipt(new ReceiptFacts(store, ledger, retention), tombstone.get());
      if (receipt.isAboutNothing()) {
        spec.commandLine()
            .getErr()
            .println(
                "Nothing is known of this subject, neither a key nor an event: if that is a mistake,"
                    + " erase the right one too.");
      }
      print(SignedReceipt.sign(receipt, keys));
      return ExitCode.DONE;
    }
  }

  /** Counted again if a month was archived or restored meanwhile. */
  private Receipt receipt(ReceiptFacts facts, Tombstone tombstone) throws SQLException {
    while (true) {
      List<String> archives = archives(facts.ledger());
      Receipt receipt =
          facts.find(
              tombstone,
              new SubjectLetterCount(facts.ledger()).of(subject.text()),
              archives,
              clock.instant());
      if (archives.equals(archives(facts.ledger()))) {
        return receipt;
      }
    }
  }

  /** Empty if a hold forbids it. */
  private Optional<Tombstone> erase(KeyStore store, ControlEvents control, Connection ledger)
      throws SQLException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    int missed = new PrivacyRestore(store, control, err).apply(ledger, Optional.of(reason));
    if (missed > 0) {
      err.println(
          "The key store was restored from a backup: "
              + Plural.of(missed, "erasure was", "erasures were")
              + " applied again.");
    }
    Optional<Tombstone> earlier = store.erased(subject.text());
    SubjectHolds.Found found = new SubjectHolds(ledger).of(subject.text());
    if (earlier.isEmpty()
        && !despiteHold
        && isHeld(found, new ArchiveNote(ledger).filesBefore(found.decidedBefore()), err)) {
      return Optional.empty();
    }
    earlier.ifPresent(it -> report(it, err));
    return Optional.of(
        new Erasure(store, control, ledger, new ErasureWords(err))
            .run(
                subject.text(),
                reason,
                EventId.of(UUID.randomUUID()),
                new ControlLog(servers).actor(Servers.Role.OFFICER),
                found.despite(new ArchiveNote(ledger).first())));
  }

  private List<String> archives(Connection ledger) throws SQLException {
    return new ArchiveNote(ledger).files(new SubjectQuery(subject.text()), 0);
  }

  /** Whether the subject is held, or may be, which only archives know; says why. */
  private static boolean isHeld(SubjectHolds.Found found, List<String> archives, PrintWriter err) {
    found.holds().forEach(it -> err.println(CellText.visible("Not erased: a hold on " + it)));
    boolean undecided = found.holds().isEmpty() && !archives.isEmpty();
    if (undecided) {
      err.println(
          "Not erased: sessions or agents are held, and months that were archived before may have events of the"
              + " subject in them: "
              + ArchiveNote.named(archives)
              + "; retention restore brings their rows back.");
    }
    if (undecided || !found.holds().isEmpty()) {
      err.println("--despite-hold erases in spite of that.");
      return true;
    }
    return false;
  }

  private static void report(Tombstone earlier, PrintWriter err) {
    err.println(
        CellText.visible(
            "The subject was erased at %s: %s. The receipt has that time and that reason."
                .formatted(earlier.act().at(), earlier.act().reason())));
  }

  private void print(SignedReceipt receipt) throws IOException {
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(receipt);
    answer.flush();
    if (out != null) {
      new SyncedFile(out).replace(receipt.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
