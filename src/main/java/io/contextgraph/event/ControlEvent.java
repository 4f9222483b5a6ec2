package io.contextgraph.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What someone did to the ledger or to what depends on it, as the ledger records it: an event of a
 * reserved type, which no stream can add.
 *
 * @param type begins with {@code audit.}, {@code privacy.} or {@code retention.}
 * @param status completed or failed
 * @param reason why, in the words of who did it; empty if none was given
 * @param parameters what the command was given, by name
 * @param result what came of it, by name
 */
public record ControlEvent(
    String type,
    Status status,
    Optional<String> reason,
    SortedMap<String, String> parameters,
    SortedMap<String, String> result) {
  /** The session, the stream and the agent of every control event. */
  public static final String SESSION = "ledger:control";

  public static final String STREAM = "ledger:control";
  public static final String AGENT = "context-graph";

  /** The longest reason in characters. */
  public static final int MAX_REASON = 1_000;

  private static final short SCHEMA_VERSION = 1;
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Who did it, as the program that did it knows.
   *
   * @param databaseRole the role that the server logged it in as, for what it did
   * @param osUser the user of its operating system
   * @param host the name of its machine, if it has one
   */
  public record Actor(String databaseRole, String osUser, Optional<String> host) {}

  /**
   * @throws IllegalArgumentException if the type is not reserved, or the reason is blank or too
   *     long
   */
  public ControlEvent {
    byte[] bytes = type.getBytes(StandardCharsets.UTF_8);
    if (!EventType.isValid(bytes) || EventType.reservedPrefix(bytes).isEmpty()) {
      throw new IllegalArgumentException("not the type of a control event: " + type);
    }
    reason.ifPresent(ControlEvent::requireReason);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    result = Collections.unmodifiableSortedMap(new TreeMap<>(result));
  }

  /**
   * Checks a reason before anything is done.
   *
   * @throws IllegalArgumentException if it is blank, too long or contains U+0000
   */
  public static void requireReason(String reason) {
    if (reason.isBlank()
        || reason.indexOf('\0') >= 0
        || reason.codePointCount(0, reason.length()) > MAX_REASON) {
      throw new IllegalArgumentException(
          "the reason must have 1 to " + MAX_REASON + " characters, not only blanks");
    }
  }

  /**
   * Whether a recorded event is a control event: not one that an earlier release recorded from a
   * stream under one of the reserved types.
   */
  public static boolean isOne(Event event) {
    return isOne(event.eventType(), event.sessionId(), event.stream());
  }

  /** Whether an event with these columns is one, as {@link #isOne(Event)}. */
  public static boolean isOne(String type, String session, String stream) {
    return session.equals(SESSION)
        && stream.equals(STREAM)
        && EventType.reservedPrefix(type.getBytes(StandardCharsets.UTF_8)).isPresent();
  }

  /**
   * The event that the ledger records, the same for the same arguments. Its entry id is the time in
   * milliseconds and the microseconds after it.
   *
   * @param actor who did it
   * @param id a random UUID, which is also the trace's id
   * @param at when it was done
   */
  public Event toEvent(Actor actor, EventId id, Instant at) {
    Instant occurredAt = at.truncatedTo(ChronoUnit.MICROS);
    RequiredFields required =
        new RequiredFields(id, type, occurredAt, SESSION, AGENT, id.toString());
    OptionalFields optional =
        new OptionalFields(null, null, null, status, SCHEMA_VERSION, null, null);
    EventContent content = new EventContent(null, payload(actor), Collections.emptySortedMap());
    long micros = Micros.of(occurredAt);
    String entryId = Math.floorDiv(micros, 1_000L) + "-" + Math.floorMod(micros, 1_000L);
    return new Event(
        required,
        optional,
        content,
        null,
        new ContentHash().of(required, optional, content),
        new EventOrigin(STREAM, entryId, FieldsFormat.write(List.of()), false));
  }

  private byte[] payload(Actor actor) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      write(actor, json);
      if (reason.isPresent()) {
        json.writeStringField("reason", reason.get());
      }
      write("parameters", parameters, json);
      write("result", result, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Actor actor, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("actor");
    json.writeStringField("database_role", actor.databaseRole());
    json.writeStringField("os_user", actor.osUser());
    if (actor.host().isPresent()) {
      json.writeStringField("host", actor.host().get());
    }
    json.writeEndObject();
  }

  private static void write(String name, Map<String, String> values, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> value : values.entrySet()) {
      // Postgres cannot read a JSON string with U+0000.
      json.writeStringField(value.getKey(), value.getValue().replace('\0', ' '));
    }
    json.writeEndObject();
  }
}
