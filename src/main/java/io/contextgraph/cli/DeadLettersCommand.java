package io.contextgraph.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.query.DeadLetters;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
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
    description = "Entries that could not become events.")
final class DeadLettersCommand {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints dead letters as JSON Lines, without their fields.")
  int list(
      @Option(names = "--after", description = "Only letters after this id.") long after,
      @Option(names = "--status", description = "open, replayed or discarded.")
          @Nullable String status,
      @Option(names = "--reason", description = "Only letters with this reason.")
          @Nullable String reason,
      @Option(names = "--limit", defaultValue = "1000", description = "How many at most.")
          int limit)
      throws SQLException {
    if (limit < 0) {
      throw new UsageException("--limit takes numbers from 0 on");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Connection ledger = new Servers(System.getenv()).postgres().open()) {
      new DeadLetters(ledger)
          .list(
              after, Optional.ofNullable(status), Optional.ofNullable(reason), limit, out::println);
    }
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints one dead letter with its fields; bytes that are no text as base64.")
  int show(@Parameters(paramLabel = "ID") long id) throws SQLException, IOException {
    try (Connection ledger = new Servers(System.getenv()).postgres().open()) {
      Optional<DeadLetters.Shown> found = new DeadLetters(ledger).show(id);
      if (found.isEmpty()) {
        throw new UsageException("there is no dead letter " + id);
      }
      ObjectNode letter = (ObjectNode) JSON.readTree(found.get().json());
      ArrayNode fields = letter.putArray("fields");
      found.get().fields().forEach(field -> put(fields.addObject(), field));
      spec.commandLine().getOut().println(letter);
    }
    return 0;
  }

  private static void put(ObjectNode node, FieldsFormat.Field field) {
    node.put("name", field.nameAsText());
    byte[] value = field.value();
    if (value == null) {
      node.putNull("value");
      return;
    }
    try {
      node.put(
          "value",
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException notText) {
      node.put("base64", Base64.getEncoder().encodeToString(value));
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Puts dead letters back on their streams, and records that.")
  int replay(
      @Parameters(paramLabel = "ID", arity = "0..*", description = "Which letters.")
          @Nullable List<Long> ids,
      @Option(names = "--reason", description = "All open letters with this reason.")
          @Nullable String reason,
      @Option(names = "--all", description = "All open letters.") boolean all)
      throws SQLException, IOException, InterruptedException {
    Servers servers = new Servers(System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    try (Connection ledger = servers.postgres().open();
        EventProducer producer = new EventProducer(servers.redis(), List.of("events"))) {
      DeadLetters letters = new DeadLetters(ledger);
      List<Long> wanted = new ArrayList<>(ids == null ? List.of() : ids);
      if (all || reason != null) {
        letters.list(
            0,
            Optional.of("open"),
            Optional.ofNullable(reason),
            Integer.MAX_VALUE,
            line -> wanted.add(idOf(line)));
      }
      if (wanted.isEmpty() && !all && reason == null) {
        throw new UsageException("name dead letters by id, or give --reason or --all");
      }
      int refused = 0;
      for (long id : wanted) {
        try {
          out.println("replayed " + id + " as " + letters.replay(id, producer));
        } catch (IllegalArgumentException e) {
          spec.commandLine().getErr().println("not replayed: " + e.getMessage());
          refused++;
        }
      }
      return refused == 0 ? 0 : Main.FOUND;
    }
  }

  private static long idOf(String line) {
    try {
      return JSON.readTree(line).path("id").asLong();
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IllegalStateException("Postgres gave no JSON", e);
    }
  }
}
