package io.contextgraph.local;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventJson;
import io.contextgraph.event.FieldName;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.producer.JsonLines;
import io.contextgraph.redis.StreamPosition;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The events that this run published. */
final class Published {
  static final String STREAM = "events";

  private final Consumer<String> progress;
  private final List<String> entries = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> ids = new LinkedHashSet<>();
  private long unusableLines;

  /**
   * @param progress receives lines for the user
   */
  Published(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Publishes a file. Reports and counts a line that is not a JSON object or does not name an
   * event, and continues.
   */
  void publish(Path file, EventProducer producer) throws IOException {
    try (JsonLines lines = new JsonLines(Files.newInputStream(file))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        try {
          List<byte[]> fields = EventJson.fields(line);
          producer.send(STREAM, fields).thenAccept(entries::add);
          ids.add(idOf(fields));
        } catch (IllegalArgumentException e) {
          unusableLines++;
          progress.accept(file + ", line " + lines.number() + ": " + FailureText.of(e));
        }
      }
    }
    progress.accept("Published " + producer.flush() + " events");
  }

  private static String idOf(List<byte[]> fields) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (FieldName.EVENT_ID.is(fields.get(i))) {
        String text = new String(fields.get(i + 1), StandardCharsets.UTF_8);
        return EventId.parse(text).toString();
      }
    }
    throw new IllegalArgumentException("it has no event_id");
  }

  /** The position of the last entry; zero if there is none. */
  StreamPosition lastEntry() {
    return entries.isEmpty()
        ? StreamPosition.ZERO
        : StreamPosition.parse(entries.get(entries.size() - 1));
  }

  /** The ids of the entries that Redis acknowledged. */
  List<String> entries() {
    return List.copyOf(entries);
  }

  /** The ids of the events, each once. */
  List<String> eventIds() {
    return List.copyOf(ids);
  }

  long unusableLines() {
    return unusableLines;
  }
}
