package io.contextgraph.cli;

import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.event.EventId;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.notary.EventProof;
import io.contextgraph.notary.ProvenLeaf;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.TlogProof;
import io.contextgraph.query.ArchivedPlace;
import io.contextgraph.query.EventPages;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private ArchiveOption archive = new ArchiveOption();

  LedgerProveCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    Optional<SignedNote> given =
        checkpoint == null ? Optional.empty() : Optional.of(CheckpointFile.read(checkpoint));
    byte[] proof;
    try (Connection ledger = servers.postgres().openLedger()) {
      proof = proof(ledger, given).toBytes();
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

  private TlogProof proof(Connection ledger, Optional<SignedNote> given)
      throws IOException, SQLException {
    Optional<ArchivedPlace> place =
        new EventPages(ledger).event(event).isEmpty()
            ? ArchivedPlace.find(ledger, event)
            : Optional.empty();
    if (place.isEmpty()) {
      return new EventProof(ledger).of(event, given);
    }
    ArchiveFolder folder =
        archive
            .folder()
            .orElseThrow(
                () ->
                    new UsageException(
                        "the ledger has no row of event " + event + ": " + place.get().sentence()));
    Clock clock = Clock.systemUTC();
    PresentedEvent archived =
        PresentedEvent.parse(place.get().read(folder, ledger, clock).bytes(), clock);
    return new EventProof(ledger).of(ProvenLeaf.of(archived, new Sha256()), given);
  }
}
