package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.LedgerErasure;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code privacy restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Erases again, in a key store that was restored from a backup, whom the ledger says was erased.",
      "Until then such a store serves no key to a program that compares it with the ledger.",
      "Connects with CONTEXT_GRAPH_PRIVACY_OFFICER_URI; reads the ledger with"
          + " CONTEXT_GRAPH_POSTGRES_CONTROL_URI, and records an event privacy.restored if anything"
          + " was missing."
    })
final class PrivacyRestoreCommand implements Callable<Integer> {
  private final Servers servers;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ReasonOption reason = new ReasonOption();

  PrivacyRestoreCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws SQLException {
    reason.text();
    try (ControlEvents events = new ControlLog(servers).open();
        KeyStore officer = KeyStore.open(servers.postgres(Servers.Role.OFFICER))) {
      List<LedgerErasure> applied = new PrivacyRestore(servers).applyTo(officer);
      PrintWriter out = spec.commandLine().getOut();
      for (LedgerErasure erasure : applied) {
        out.println(
            "erased again: " + erasure.subject() + ", as at position " + erasure.position());
      }
      out.println(Plural.of(applied.size(), "erasure was", "erasures were") + " missing");
      if (!applied.isEmpty()) {
        events.append(event(applied));
      }
    }
    return ExitCode.DONE;
  }

  private ControlEvent event(List<LedgerErasure> applied) {
    TreeMap<String, String> result = new TreeMap<>();
    result.put("applied", Integer.toString(applied.size()));
    result.put("last_position", Long.toString(applied.get(applied.size() - 1).position()));
    return new ControlEvent(
        "privacy.restored", Status.COMPLETED, reason.text(), new TreeMap<>(), result);
  }
}
