package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.notary.LedgerFork;
import io.contextgraph.notary.LedgerFork.Forked;
import io.contextgraph.notary.Notary;
import io.contextgraph.notary.NotaryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger fork}. */
@Command(
    name = "fork",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a ledger that lost signed positions a new id.",
      "Until then nothing is recorded. The new id's first event, audit.fork, has the old one's last"
          + " checkpoint. Stop the job first: its state belongs to the old id. Afterwards make a key"
          + " for another origin, start the job without state and rebuild the graph; see \"The ledger"
          + " was restored or failed over\" in docs/operations.md.",
      "Without a key, the ledger is forked only if recording is suspended already.",
      "Connects with CONTEXT_GRAPH_POSTGRES_NOTARY_URI and CONTEXT_GRAPH_POSTGRES_CONTROL_URI."
    })
final class LedgerForkCommand implements Callable<Integer> {
  private final Servers servers;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private NotaryKeyOption key = new NotaryKeyOption();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why the ledger is forked.")
  private String reason = "";

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description =
          "The origin of the old ledger's checkpoints (default: context-graph/ and the ledger's"
              + " id).")
  private @Nullable String origin;

  LedgerForkCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    ControlEvent.requireReason(reason);
    // A fork that could not be recorded is refused before it is done.
    ControlEvent.Actor actor = new ControlLog(servers).actor(Servers.Role.NOTARY);
    new ControlLog(servers).openForFork(actor).close();
    Optional<Path> file = key.file(servers);
    if (file.isPresent()) {
      try (NotaryFiles files = NotaryFiles.lock(file.get())) {
        fork(Optional.of(new Notary(files, origin)), actor);
      }
    } else {
      fork(Optional.empty(), actor);
    }
    return ExitCode.DONE;
  }

  private void fork(Optional<Notary> notary, ControlEvent.Actor actor)
      throws IOException, SQLException {
    Forked forked;
    try (Connection ledger = servers.postgres(Servers.Role.NOTARY).openLedger()) {
      forked = new LedgerFork(ledger, notary, origin).run();
    }
    long position;
    try (ControlEvents events = new ControlLog(servers).openForFork(actor)) {
      position = events.append(event(forked, notary.isPresent()));
    }
    String name = Notary.origin(forked.newId());
    List.of(
            "ledger " + forked.oldId() + " ended at position " + forked.position(),
            "it continues as ledger " + forked.newId() + ", whose first position is " + position,
            "origin " + forked.origin() + " is closed: nothing more is signed under it",
            "make its key with: context-graph ledger key new --origin " + name + " --file FILE")
        .forEach(spec.commandLine().getOut()::println);
  }

  private ControlEvent event(Forked forked, boolean withKey) {
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("with_key", Boolean.toString(withKey));
    if (origin != null) {
      parameters.put("origin", origin);
    }
    TreeMap<String, String> result = new TreeMap<>();
    result.put("closed_origin", forked.origin());
    result.put("old_ledger_id", forked.oldId());
    result.put("ledger_id", forked.newId());
    result.put("last_position", Long.toString(forked.position()));
    forked
        .last()
        .ifPresent(
            note ->
                result.put("last_checkpoint", new String(note.toBytes(), StandardCharsets.UTF_8)));
    return new ControlEvent(
        "audit.fork", Status.COMPLETED, Optional.of(reason), parameters, result);
  }
}
