package io.contextgraph.cli;

import io.contextgraph.evidence.MalformedPackException;
import io.contextgraph.evidence.PackCheck;
import io.contextgraph.notary.CheckpointCheck;
import io.contextgraph.note.SignedNote;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.file.Path;
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

/** {@code evidence check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a pack of evidence, without network or database.",
      "Prints what the pack shows and what it does not. Exit code 1 if anything is wrong, and 2 if"
          + " the file is not a pack."
    })
final class EvidenceCheckCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TrustOptions trust = new TrustOptions();

  @Parameters(paramLabel = "PACK", description = "A file that evidence wrote.")
  private Path pack = Path.of("");

  @Option(
      names = "--since",
      paramLabel = "FILE",
      description =
          "An older checkpoint that you kept: the pack must prove that the ledger continues it"
              + " (default: the older checkpoint in the pack, if it has one).")
  private @Nullable Path since;

  EvidenceCheckCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    CheckpointCheck signatures =
        trust
            .check()
            .orElseThrow(() -> new UsageException("name the notary's key with --vkey or --trust"));
    Optional<SignedNote> kept =
        since == null ? Optional.empty() : Optional.of(CheckpointFile.read(since));
    try {
      return new FindingsPrinter(spec.commandLine().getOut())
          .print(new PackCheck(signatures, clock).check(pack, kept));
    } catch (MalformedPackException e) {
      throw new UsageException(pack + " is not a pack of evidence: " + FailureText.of(e));
    }
  }
}
