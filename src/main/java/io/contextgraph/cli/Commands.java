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
    byName.put("events", () -> new EventsCommand(servers, System::nanoTime));
    byName.put("sessions", () -> new SessionsCommand(servers));
    byName.put("failures", () -> new FailuresCommand(servers, clock));
    byName.put("ask", () -> new AskCommand(servers, System::nanoTime));
    byName.put("dead-letters", () -> new DeadLettersCommand(servers, Clock.systemUTC()));
    byName.put("graph", () -> new GraphCommand(servers, System::nanoTime));
    byName.put("group", () -> new GroupCommand(servers));
    byName.put("status", () -> new StatusCommand(servers, clock));
  }

  /** The command that the first word names, or all of them if it names none. */
  List<Object> of(String... words) {
    Supplier<Object> named = words.length == 0 ? null : byName.get(words[0]);
    return named == null
        ? byName.values().stream().map(Supplier::get).toList()
        : List.of(named.get());
  }
}
