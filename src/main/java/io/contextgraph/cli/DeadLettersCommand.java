package io.contextgraph.cli;

import io.contextgraph.producer.EventProducer;
import io.contextgraph.query.DeadLetterReplay;
import io.contextgraph.query.DeadLetters;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters list|show|replay}. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Stream entries that could not become events.")
final class DeadLettersCommand {
  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();

  DeadLettersCommand(Servers servers) {
    this.servers = servers;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints dead letters as JSON Lines, without their fields.")
  int list(
      @Option(names = "--after", description = "Only letters after this id.") long after,
      @Option(names = "--status", description = "open, replayed or discarded.")
          @Nullable String status,
      @Option(names = "--reason", description = "Only letters with this reason.")
          @Nullable String reason,
      @Option(names = "--limit", defaultValue = "1000", description = "Maximum number of letters.")
          int limit)
      throws SQLException {
    if (limit < 0) {
      throw new UsageException("--limit must be 0 or greater");
    }
    try (Connection ledger = servers.postgres().openLedger()) {
      new DeadLetters(ledger)
          .list(
              after, Optional.ofNullable(status), Optional.ofNullable(reason), limit, this::print);
    }
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints one dead letter with its fields; values that are not UTF-8 in base64.")
  int show(@Parameters(paramLabel = "ID") long id) throws SQLException {
    try (Connection ledger = servers.postgres().openLedger()) {
      print(
          new DeadLetters(ledger)
              .show(id)
              .orElseThrow(() -> new UsageException("there is no dead letter " + id)));
    }
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Adds dead letters to their streams again and marks them replayed.")
  int replay(
      @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of dead letters.")
          @Nullable List<Long> ids,
      @Option(names = "--reason", description = "All open letters with this reason.")
          @Nullable String reason,
      @Option(names = "--all", description = "All open letters.") boolean all)
      throws SQLException, IOException, InterruptedException {
    List<Long> named = ids == null ? List.of() : ids;
    boolean search = all || reason != null;
    if (named.isEmpty() && !search) {
      throw new UsageException("name dead letters by id, or give --reason or --all");
    }
    try (Connection ledger = servers.postgres().openLedger();
        EventProducer producer = new EventProducer(servers.redis(), List.of("events"))) {
      DeadLetterReplay replay = new DeadLetterReplay(ledger, producer);
      int exitCode = replay(named, replay);
      return search ? Math.max(exitCode, replayOpen(ledger, reason, replay)) : exitCode;
    }
  }

  /** Replays the letters that are open now; one that is refused again becomes another letter. */
  private int replayOpen(Connection ledger, @Nullable String reason, DeadLetterReplay replay)
      throws SQLException, IOException, InterruptedException {
    DeadLetters letters = new DeadLetters(ledger);
    Optional<String> wanted = Optional.ofNullable(reason);
    long last = letters.lastId();
    int exitCode = ExitCode.DONE;
    List<Long> page = letters.open(wanted, 0, last);
    while (!page.isEmpty()) {
      exitCode = Math.max(exitCode, replay(page, replay));
      page = letters.open(wanted, page.get(page.size() - 1), last);
    }
    return exitCode;
  }

  private int replay(List<Long> ids, DeadLetterReplay replay)
      throws SQLException, IOException, InterruptedException {
    int exitCode = ExitCode.DONE;
    for (long id : ids) {
      try {
        print("replayed " + id + " as " + replay.replay(id));
      } catch (IllegalArgumentException e) {
        spec.commandLine().getErr().println("not replayed: " + e.getMessage());
        exitCode = ExitCode.FOUND;
      }
    }
    return exitCode;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }
}
