package io.contextgraph.cli;

import io.contextgraph.notary.CheckpointOutput;
import io.contextgraph.notary.CheckpointRelease;
import io.contextgraph.notary.Notary;
import io.contextgraph.notary.NotaryFiles;
import io.contextgraph.notary.Witnesses;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger checkpoint}. */
@Command(
    name = "checkpoint",
    mixinStandardHelpOptions = true,
    description = {
      "Signs a checkpoint of the ledger's tree, and stores it in the ledger.",
      "Recomputes the leaves since the last checkpoint from the rows, and refuses a ledger that does"
          + " not continue it: exit code 1. A witness that does not answer is named on standard"
          + " error; the checkpoint is released without it. Connects with"
          + " CONTEXT_GRAPH_POSTGRES_NOTARY_URI."
    })
final class LedgerCheckpointCommand implements Callable<Integer> {
  private final Servers servers;
  private final Pause pause;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private NotaryKeyOption key = new NotaryKeyOption();

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description =
          "A file for the newest checkpoint, or a folder, which also keeps each as checkpoint-SIZE; a"
              + " path that ends with / is a folder (default: standard output).")
  private @Nullable String out;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description =
          "Sign again after each such duration, as 10s or 5min, until interrupted (default: once).")
  private @Nullable Duration every;

  @Option(
      names = "--witness",
      paramLabel = "URL",
      arity = "1..*",
      description =
          "A witness to ask for its cosignature, one or more; may be repeated (default: none).")
  private List<URI> witnesses = new ArrayList<>();

  @Option(
      names = "--witness-vkey",
      paramLabel = "KEY",
      arity = "1..*",
      description =
          "A verifier key of a witness, one or more; may be repeated. Only valid cosignatures of these keys are"
              + " kept (default: the first of each name and key id is kept, and not verified).")
  private List<VerifierKey> witnessKeys = new ArrayList<>();

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description =
          "The origin of the checkpoints, which is the key's name (default: context-graph/ and the"
              + " ledger's id).")
  private @Nullable String origin;

  private String printed = "";

  /** Waits between two checkpoints. */
  @FunctionalInterface
  interface Pause {
    void last(Duration duration) throws InterruptedException;
  }

  LedgerCheckpointCommand(Servers servers, Pause pause) {
    this.servers = servers;
    this.pause = pause;
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    UsageException.require(
        every == null || every.toSeconds() >= 1, "--every must be at least one second");
    UsageException.require(
        witnessKeys.isEmpty() || !witnesses.isEmpty(), "--witness-vkey needs a --witness");
    try (NotaryFiles files = NotaryFiles.lock(key.require(servers))) {
      CheckpointRelease release =
          new CheckpointRelease(
              new Notary(files, origin),
              new Witnesses(witnesses, witnessKeys, this::report),
              output());
      if (every == null) {
        release(release);
      } else {
        repeat(release, every);
      }
    }
    return ExitCode.DONE;
  }

  private Optional<CheckpointOutput> output() throws IOException {
    if (out == null) {
      return Optional.empty();
    }
    Path path = Path.of(out);
    if (out.endsWith("/")) {
      Files.createDirectories(path);
    }
    return Optional.of(new CheckpointOutput(path));
  }

  private void repeat(CheckpointRelease release, Duration every)
      throws IOException, SQLException, InterruptedException {
    boolean worked = false;
    while (true) {
      try {
        release(release);
        worked = true;
      } catch (SQLException | IOException e) {
        if (Failure.of(e).filter(it -> it.exitCode() == ExitCode.UNREACHABLE).isEmpty()) {
          throw e;
        }
        reportFailed(e);
      } catch (RefusedException e) {
        // A password or a certificate that was right may be about to be changed here too.
        if (!worked) {
          throw e;
        }
        reportFailed(e);
      }
      pause.last(every);
    }
  }

  private void reportFailed(Exception e) {
    report("No checkpoint was signed, the next attempt follows: " + FailureText.of(e));
  }

  private void release(CheckpointRelease release)
      throws IOException, SQLException, InterruptedException {
    try (Connection ledger = servers.postgres(Servers.Role.NOTARY).openLedger()) {
      print(release.run(ledger));
    }
  }

  private void print(SignedNote note) {
    String text = new String(note.toBytes(), StandardCharsets.UTF_8);
    if (out == null && !text.equals(printed)) {
      printed = text;
      PrintWriter answer = spec.commandLine().getOut();
      answer.print(text);
      answer.flush();
    }
  }

  private void report(String sentence) {
    spec.commandLine().getErr().println(sentence);
  }
}
