package io.contextgraph.cli;

import io.contextgraph.privacy.Kek;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.KeyStoreException;
import io.contextgraph.privacy.LedgerComparison;
import io.contextgraph.privacy.StoreCounts;
import io.contextgraph.server.FailureText;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code privacy status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the state of the key store.",
      "Its key-encryption keys, how many subjects have a key or were erased, whose erasure is not"
          + " finished, and whether it misses erasures that the ledger recorded. Exit code 1 if it"
          + " misses any, or an erasure is not finished.",
      "Connects with CONTEXT_GRAPH_PRIVACY_OFFICER_URI, and reads the ledger with"
          + " CONTEXT_GRAPH_POSTGRES_URI if that is set."
    })
final class PrivacyStatusCommand implements Callable<Integer> {
  private static final int MAX_UNFINISHED = 20;

  private final Servers servers;

  @Spec private CommandSpec spec = CommandSpec.create();

  PrivacyStatusCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    try (KeyStore officer = KeyStore.open(servers.postgres(Servers.Role.OFFICER))) {
      officer.keks().all().forEach(kek -> out.println(line(kek)));
      StoreCounts counts = officer.counts();
      out.println(
          "subjects: %d with a key, %d erased, %d of them not finished"
              .formatted(counts.living(), counts.erased(), counts.unfinished()));
      officer
          .unfinished(MAX_UNFINISHED)
          .forEach(subject -> out.println("not finished: " + CellText.visible(subject)));
      boolean complete = compare(officer, out);
      return complete && counts.unfinished() == 0 ? ExitCode.DONE : ExitCode.FOUND;
    }
  }

  private static String line(Kek kek) {
    String since = kek.destroyedAt().or(kek::retiredAt).orElse(kek.createdAt()).toString();
    return "%s: %s since %s, encrypts the keys of %s"
        .formatted(
            kek.id(),
            kek.state().name().toLowerCase(Locale.ROOT),
            since,
            Plural.of(kek.subjects(), "subject", "subjects"));
  }

  private boolean compare(KeyStore officer, PrintWriter out) throws SQLException {
    if (!servers.hasPostgres()) {
      out.println("ledger: not compared, because CONTEXT_GRAPH_POSTGRES_URI is not set");
      return true;
    }
    try (Connection ledger = servers.postgres().openLedger()) {
      new LedgerComparison(officer, ledger).require();
      out.println("ledger: every erasure that it recorded is in the key store");
      return true;
    } catch (KeyStoreException e) {
      out.println("ledger: " + FailureText.of(e));
      return false;
    }
  }
}
