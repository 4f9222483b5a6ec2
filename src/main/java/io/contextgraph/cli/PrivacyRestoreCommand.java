package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.LedgerComparison;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code privacy restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Erases again, in a key store that was restored from a backup, whom the ledger says was erased.",
      "Until then such a store serves no key to a program that compares it with the ledger. Also lets"
          + " the store follow the ledger's new id after a fork.",
      "Connects with CONTEXT_GRAPH_PRIVACY_OFFICER_URI; reads the ledger with"
          + " CONTEXT_GRAPH_POSTGRES_CONTROL_URI, and records an event privacy.restored if anything"
          + " was missing or the store belonged to another ledger."
    })
final class PrivacyRestoreCommand implements Callable<Integer> {
  private final Servers servers;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ReasonOption reason = new ReasonOption();

  @Option(
      names = "--another-ledger",
      description =
          "Give the store to this ledger, although that did not begin as a fork of the store's; whom it"
              + " says was erased is erased.")
  private boolean anotherLedger;

  PrivacyRestoreCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws SQLException {
    reason.text();
    PrintWriter out = spec.commandLine().getOut();
    try (ControlEvents events = new ControlLog(servers).openFor(Servers.Role.OFFICER);
        Connection ledger = servers.postgres(Servers.Role.CONTROL).openLedger();
        KeyStore officer = KeyStore.open(servers.postgres(Servers.Role.OFFICER))) {
      bind(new LedgerComparison(officer, ledger), events);
      int missed = new PrivacyRestore(officer, events, out).apply(ledger, reason.text());
      out.println(Plural.of(missed, "erasure was", "erasures were") + " missing");
      finish(officer, out);
    }
    return ExitCode.DONE;
  }

  /** Records first that the store gets another ledger: no store gets one without an event. */
  private void bind(LedgerComparison comparison, ControlEvents events) throws SQLException {
    Optional<String> foreign = comparison.foreignLedger();
    if (foreign.isPresent() && anotherLedger) {
      TreeMap<String, String> parameters = new TreeMap<>(Map.of("another_ledger", "true"));
      TreeMap<String, String> result = new TreeMap<>(Map.of("previous_ledger_id", foreign.get()));
      events.append(
          new ControlEvent(
              "privacy.restored", Status.COMPLETED, reason.text(), parameters, result));
    }
    comparison.bind(anotherLedger);
  }

  /** Ends the erasures that only have to be ended: the ledger has them already. */
  private static void finish(KeyStore officer, PrintWriter out) throws SQLException {
    for (String subject : officer.unfinished(Integer.MAX_VALUE)) {
      if (!officer.finishIfEnded(subject)) {
        out.println(
            CellText.visible("not finished: " + subject)
                + ": a program may use the key for up to 30 s more, or the ledger lacks the"
                + " erasure; run this command or \"context-graph erase\" again");
      }
    }
  }
}
