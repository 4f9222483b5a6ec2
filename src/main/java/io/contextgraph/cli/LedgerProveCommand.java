package io.contextgraph.cli;

import io.contextgraph.event.EventId;
import io.contextgraph.notary.EventProof;
import io.contextgraph.note.SignedNote;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger prove}. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the proof that an event is recorded.",
      "The proof (c2sp.org/tlog-proof@v1) contains a checkpoint and needs no ledger to be checked:"
          + " see ledger check."
    })
final class LedgerProveCommand implements Callable<Integer> {
  private final Servers servers;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "EVENT", description = "The id of the event.")
  private EventId event = new EventId(0, 0);

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint of the ledger (default: the newest that is stored and has the event's"
              + " position).")
  private @Nullable Path checkpoint;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the proof (default: standard output).")
  private @Nullable Path out;

  LedgerProveCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    Optional<SignedNote> given =
        checkpoint == null ? Optional.empty() : Optional.of(CheckpointFile.read(checkpoint));
    byte[] proof;
    try (Connection ledger = servers.postgres().openLedger()) {
      proof = new EventProof(ledger).of(event, given).toBytes();
    }
    if (out == null) {
      PrintWriter text = spec.commandLine().getOut();
      text.print(new String(proof, StandardCharsets.UTF_8));
      text.flush();
    } else {
      Files.write(out, proof);
    }
    return ExitCode.DONE;
  }
}
