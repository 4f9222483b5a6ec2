package io.contextgraph.cli;

import io.contextgraph.notary.Finding;
import io.contextgraph.notary.GrowthCheck;
import io.contextgraph.notary.LedgerGrowth;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.NamedFile;
import io.contextgraph.tree.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger consistency}. */
@Command(
    name = "consistency",
    mixinStandardHelpOptions = true,
    description = {
      "Checks that one checkpoint continues another.",
      "The proof comes from the ledger, or from a file: then neither network nor database is used."
          + " Two checkpoints of one size need no proof, nor does an older one without positions."
          + " Exit code 1 if anything is wrong."
    })
final class LedgerConsistencyCommand implements Callable<Integer> {
  private final Servers servers;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TrustOptions trust = new TrustOptions();

  @Parameters(index = "0", paramLabel = "OLD", description = "A file with the older checkpoint.")
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "A file with the newer checkpoint.")
  private Path newer = Path.of("");

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description = "A file that this command wrote with --out (default: the ledger is read).")
  private @Nullable Path proof;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where to write the proof, in the form of a request to a witness (default: nowhere).")
  private @Nullable Path out;

  LedgerConsistencyCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    UsageException.require(
        proof == null || out == null, "--out cannot be combined with --proof, which is that file");
    GrowthCheck check = new GrowthCheck(trust.check());
    SignedNote first = CheckpointFile.read(old);
    SignedNote second = CheckpointFile.read(newer);
    UsageException.require(
        size(first) <= size(second),
        "%s has %d positions, more than %s with %d: name the older checkpoint first"
            .formatted(old, size(first), newer, size(second)));
    List<Finding> findings =
        proof == null
            ? made(check, first, second)
            : offline(check, first, second, new NamedFile(proof).read(SignedNote.MAX_BYTES));
    return new FindingsPrinter(spec.commandLine().getOut()).print(findings);
  }

  private List<Finding> made(GrowthCheck check, SignedNote first, SignedNote second)
      throws IOException, SQLException {
    WitnessRequest made = new WitnessRequest(size(first), hashes(first, second), second);
    if (out != null) {
      Files.write(out, made.toBytes());
    }
    return check.check(first, second, made.proof());
  }

  /** A tree is continued by itself, and one without leaves by any: that needs no hashes. */
  private List<Hash> hashes(SignedNote first, SignedNote second) throws SQLException {
    if (size(first) == 0 || size(first) == size(second)) {
      return List.of();
    }
    try (Connection ledger = servers.postgres().openLedger()) {
      return new LedgerGrowth(ledger)
          .proof(Checkpoint.parse(first.text()), Checkpoint.parse(second.text()));
    }
  }

  private static List<Finding> offline(
      GrowthCheck check, SignedNote first, SignedNote second, byte[] bytes) {
    try {
      WitnessRequest given = WitnessRequest.parse(bytes);
      boolean fits = given.old() == size(first) && given.checkpoint().text().equals(second.text());
      return fits
          ? check.check(first, second, given.proof())
          : List.of(Finding.wrong("the proof is one of two other checkpoints"));
    } catch (MalformedNoteException e) {
      return List.of(Finding.wrong("the proof is malformed: " + FailureText.of(e)));
    }
  }

  private static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).size();
  }
}
