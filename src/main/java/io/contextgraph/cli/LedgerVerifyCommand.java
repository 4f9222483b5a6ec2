package io.contextgraph.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.SchemaMismatchException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.NamedFile;
import io.contextgraph.verify.Anchor;
import io.contextgraph.verify.CheckpointKeys;
import io.contextgraph.verify.Finding;
import io.contextgraph.verify.LedgerVerification;
import io.contextgraph.verify.SchemaCheck;
import io.contextgraph.verify.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks that the ledger is as it was recorded, and its schema as it was installed.",
      "Recomputes every content hash, leaf, tile and root from the rows, and compares them with what"
          + " is stored and with checkpoints, while recording continues. Prints what differs, with"
          + " the first position that is affected; on standard error its progress, the result and"
          + " what it cannot know.",
      "Without a checkpoint from outside, only inconsistent tampering is found; with one, everything"
          + " up to its size.",
      "Exit code 1 if anything differs."
    })
final class LedgerVerifyCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VKEY = "CONTEXT_GRAPH_CHECKPOINT_VKEY";

  /** The SQLSTATE class of a missing table or column, or of a missing privilege. */
  private static final String REFUSED_STATEMENT = "42";

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("kind"),
          Column.number("position"),
          Column.number("last_position"),
          Column.id("event_id"),
          Column.text("detail"));

  private final Servers servers;
  private final LongSupplier nanoClock;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "A checkpoint that was kept outside the database, one or more; may be repeated (default: only those"
              + " that the ledger stores).")
  private List<Path> files = List.of();

  @Option(
      names = "--vkey",
      paramLabel = "KEY",
      arity = "1..*",
      description = {
        "A verifier key that has signed the checkpoints, one or more; may be repeated (default: "
            + VKEY
            + " if it is set; otherwise signatures are not verified)."
      })
  private List<String> keys = List.of();

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description =
          "The folder of archived months, whose events are verified from there (default: none; that"
              + " they are absent is taken on the word of the ledger's own events).")
  private @Nullable Path archive;

  @Mixin private FormatOption format = new FormatOption();

  /**
   * @param nanoClock measures the time between two progress lines
   */
  LedgerVerifyCommand(Servers servers, LongSupplier nanoClock) {
    this.servers = servers;
    this.nanoClock = nanoClock;
  }

  @Override
  public Integer call() throws SQLException, IOException {
    CheckpointKeys verifiers = verifiers();
    List<Anchor> given = given(verifiers);
    PrintWriter err = spec.commandLine().getErr();
    ProgressPrinter progress = new ProgressPrinter(err, nanoClock);
    Verification verification;
    PostgresConnections postgres = servers.postgres();
    try (Connection ledger = postgres.open()) {
      requireThisRelease(postgres, ledger);
      verification =
          new LedgerVerification(
                  ledger, verifiers, Optional.ofNullable(archive).map(ArchiveFolder::new))
              .run(given, (done, total) -> progress.print("positions", done, total));
    }
    print(verification);
    if (verifiers.keys().isEmpty() && !given.isEmpty()) {
      err.println("The signatures of the checkpoints were not verified; --vkey names the key.");
    }
    return verification.found() == 0 ? ExitCode.DONE : ExitCode.FOUND;
  }

  /** A version that was tampered with, or cannot be read, is a finding of the verification. */
  private static void requireThisRelease(PostgresConnections postgres, Connection ledger)
      throws SQLException {
    try {
      postgres.requireKnown(ledger);
    } catch (SchemaMismatchException e) {
      if (new SchemaCheck(ledger).isOfAnotherRelease()) {
        throw e;
      }
    } catch (SQLException e) {
      if (!String.valueOf(e.getSQLState()).startsWith(REFUSED_STATEMENT)) {
        throw e;
      }
    }
  }

  private CheckpointKeys verifiers() {
    String fromEnvironment = servers.environment().get(VKEY);
    List<String> texts =
        !keys.isEmpty() || fromEnvironment == null ? keys : List.of(fromEnvironment);
    return new CheckpointKeys(texts.stream().map(VerifierKey::parse).toList());
  }

  private List<Anchor> given(CheckpointKeys verifiers) throws IOException {
    List<Anchor> anchors = new ArrayList<>();
    for (Path file : files) {
      try {
        anchors.add(
            verifiers.given(file.toString(), new NamedFile(file).read(SignedNote.MAX_BYTES)));
      } catch (IllegalArgumentException e) {
        throw new UsageException("checkpoint " + file + " is not usable: " + FailureText.of(e));
      }
    }
    return anchors;
  }

  private void print(Verification verification) {
    RowPrinter rows = format.rows(spec.commandLine().getOut(), COLUMNS);
    verification.findings().forEach(finding -> rows.print(json(finding)));
    rows.flush();
    new VerificationSummary(verification).lines().forEach(spec.commandLine().getErr()::println);
  }

  private static String json(Finding finding) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("kind", finding.kind().text());
    fields.put("position", finding.first() == 0 ? null : finding.first());
    fields.put("last_position", finding.last() == finding.first() ? null : finding.last());
    fields.put("event_id", finding.eventId() == null ? null : finding.eventId().toString());
    fields.put("detail", finding.detail());
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }
}
