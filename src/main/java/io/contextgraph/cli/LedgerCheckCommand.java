package io.contextgraph.cli;

import io.contextgraph.event.MalformedLineException;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.notary.CheckpointCheck;
import io.contextgraph.notary.Finding;
import io.contextgraph.notary.ProofCheck;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.TlogProof;
import io.contextgraph.producer.JsonLines;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.NamedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the proof that an event is recorded, or who signed a checkpoint, without network or"
          + " database.",
      "Prints what the file shows and what it does not. Exit code 1 if anything is wrong."
    })
final class LedgerCheckCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TrustOptions trust = new TrustOptions();

  @Parameters(
      paramLabel = "PROOF",
      description = "A file that ledger prove wrote, or one with a checkpoint.")
  private Path proof = Path.of("");

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description =
          "The event as one line of JSON, as events prints it (default: only its place is checked).")
  private @Nullable Path event;

  LedgerCheckCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    CheckpointCheck signatures =
        trust
            .check()
            .orElseThrow(() -> new UsageException("name the notary's key with --vkey or --trust"));
    byte[] bytes = new NamedFile(proof).read(SignedNote.MAX_BYTES);
    byte[] line = event == null ? null : new NamedFile(event).read(JsonLines.MAX_BYTES);
    return new FindingsPrinter(spec.commandLine().getOut())
        .print(
            TlogProof.hasHeader(bytes)
                ? findings(new ProofCheck(signatures), bytes, line)
                : findings(signatures, bytes));
  }

  /** Of a file that is no proof. */
  private List<Finding> findings(CheckpointCheck check, byte[] bytes) {
    SignedNote checkpoint;
    try {
      checkpoint = SignedNote.parse(bytes);
      Checkpoint.parse(checkpoint.text());
    } catch (MalformedNoteException e) {
      return List.of(
          Finding.wrong(
              "the proof is malformed: the file is neither a proof nor a checkpoint: "
                  + FailureText.of(e)));
    }
    UsageException.require(
        event == null, "--event needs a proof, but " + proof + " is a checkpoint");
    return check.checkAlone(checkpoint);
  }

  private List<Finding> findings(ProofCheck check, byte[] bytes, byte @Nullable [] line) {
    try {
      TlogProof parsed = TlogProof.parse(bytes);
      return line == null
          ? check.check(parsed)
          : check.check(parsed, PresentedEvent.parse(line, clock));
    } catch (MalformedNoteException e) {
      return List.of(Finding.wrong("the proof is malformed: " + FailureText.of(e)));
    } catch (MalformedLineException e) {
      return List.of(Finding.wrong("the event is malformed: " + FailureText.of(e)));
    }
  }
}
