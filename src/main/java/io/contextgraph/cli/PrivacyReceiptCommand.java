package io.contextgraph.cli;

import io.contextgraph.erasure.SignedReceipt;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.NamedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code privacy receipt check}. Needs no server. */
@Command(
    name = "receipt",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks receipts of erasures.")
final class PrivacyReceiptCommand {
  private static final String VKEY = "CONTEXT_GRAPH_PRIVACY_VKEY";

  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();

  PrivacyReceiptCommand(Servers servers) {
    this.servers = servers;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Verifies the signature of a receipt and prints its text.",
        "A receipt that the key did not sign, or that has another form, is refused: exit code 1."
      })
  int check(
      @Parameters(paramLabel = "FILE", description = "The receipt.") Path file,
      @Option(
              names = "--vkey",
              paramLabel = "KEY",
              description =
                  "The verifier key of the privacy key (default: CONTEXT_GRAPH_PRIVACY_VKEY).")
          @Nullable VerifierKey given)
      throws IOException {
    VerifierKey key = given == null ? fromEnvironment() : given;
    byte[] bytes = new NamedFile(file).read(SignedNote.MAX_BYTES);
    PrintWriter out = spec.commandLine().getOut();
    try {
      out.print(SignedReceipt.verify(bytes, key).note().text());
      out.flush();
      return ExitCode.DONE;
    } catch (MalformedNoteException wrong) {
      spec.commandLine().getErr().println(CellText.visible("wrong: " + FailureText.of(wrong)));
      return ExitCode.FOUND;
    }
  }

  private VerifierKey fromEnvironment() {
    String key = servers.environment().get(VKEY);
    if (key == null) {
      throw new UsageException("--vkey or " + VKEY + " names the verifier key of the privacy key");
    }
    return VerifierKey.parse(key);
  }
}
