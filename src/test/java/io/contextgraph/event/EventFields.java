package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries for tests. */
public final class EventFields {
  /** A time after that of the valid entry. */
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  private final Map<String, byte[]> fields = new LinkedHashMap<>();

  private EventFields() {}

  /** A valid entry with the required fields. */
  public static EventFields valid() {
    return new EventFields()
        .with("event_id", "01a19b7c-a680-71c3-ace8-a48712937ea3")
        .with("event_type", "tool.execute")
        .with("occurred_at", "2026-11-02T09:00:00Z")
        .with("session_id", "s1")
        .with("agent_id", "a1")
        .with("trace_id", "t1");
  }

  /** An entry with the fields of a dead letter. */
  static EventFields ofFields(List<FieldsFormat.Field> fields) {
    EventFields entry = new EventFields();
    fields.forEach(field -> entry.fields.put(field.nameAsText(), field.value()));
    return entry;
  }

  public EventFields with(String name, String value) {
    return with(name, value.getBytes(StandardCharsets.UTF_8));
  }

  public EventFields with(String name, byte[] value) {
    fields.put(name, value);
    return this;
  }

  public EventFields without(String name) {
    fields.remove(name);
    return this;
  }

  public List<byte[]> list() {
    List<byte[]> list = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          list.add(name.getBytes(StandardCharsets.UTF_8));
          list.add(value);
        });
    return list;
  }

  public RawEntry entry(String stream, String id) {
    List<byte[]> list = list();
    return new RawEntry(stream, id, list, list.stream().mapToLong(it -> it.length).sum(), true);
  }

  public Event event(String stream, String id) {
    Decoded decoded = new EventCodec(EventLimits.DEFAULT, CLOCK).decode(entry(stream, id));
    if (decoded instanceof Decoded.Valid valid) {
      return valid.event();
    }
    throw new IllegalStateException(decoded.toString());
  }
}
