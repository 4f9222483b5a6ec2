package io.contextgraph.cli;

import java.io.InputStream;
import java.time.Clock;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The commands by name. Making one loads the classes that it uses, drivers included, so a program
 * that runs one command makes only this.
 */
final class Commands {
  private final Map<String, Supplier<Object>> byName = new LinkedHashMap<>();

  /**
   * @param in standard input
   */
  Commands(Servers servers, InputStream in) {
    InstantSource clock = InstantSource.system();
    byName.put("schema", () -> new SchemaCommand(servers));
    byName.put(
        "publish", () -> new PublishCommand(servers, in, System::nanoTime, Clock.systemUTC()));
    byName.put("events", () -> new EventsCommand(servers, System::nanoTime, clock));
    byName.put("sessions", () -> new SessionsCommand(servers));
    byName.put("failures", () -> new FailuresCommand(servers, clock));
    byName.put("ask", () -> new AskCommand(servers, System::nanoTime));
    byName.put("dead-letters", () -> new DeadLettersCommand(servers, Clock.systemUTC()));
    byName.put("ledger", () -> LedgerCommand.of(servers));
    byName.put("evidence", () -> EvidenceCommand.of(servers));
    byName.put("audit", () -> new AuditCommand(servers));
    byName.put("erase", () -> new EraseCommand(servers, clock));
    byName.put("export", () -> new ExportCommand(servers));
    byName.put("retention", () -> RetentionCommand.of(servers));
    byName.put("privacy", () -> PrivacyCommand.of(servers));
    byName.put("witness", () -> new WitnessCommand(clock));
    byName.put("graph", () -> new GraphCommand(servers, System::nanoTime));
    byName.put("group", () -> new GroupCommand(servers));
    byName.put("status", () -> new StatusCommand(servers, clock));
  }

  /**
   * The command that the first word names; none if it only asks for the version; otherwise all, to
   * list or to suggest them.
   */
  List<Object> of(String... words) {
    String first = words.length == 0 ? "" : words[0];
    if (first.equals("--version") || first.equals("-V")) {
      return List.of();
    }
    Supplier<Object> named = byName.get(first);
    return named == null
        ? byName.values().stream().map(Supplier::get).toList()
        : List.of(named.get());
  }
}
