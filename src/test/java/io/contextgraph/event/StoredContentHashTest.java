package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredContentHashTest {
  private final StoredContentHash hash = new StoredContentHash();

  private void add(int tag, byte[] bytes) {
    if (bytes != null) {
      byte[] row = new byte[bytes.length + 7];
      System.arraycopy(bytes, 0, row, 5, bytes.length);
      hash.add(tag, row, 5, bytes.length);
    }
  }

  private void text(int tag, String text) {
    add(tag, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(EventId id) {
    return id == null ? null : ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).array();
  }

  private static byte[] bytes(Short number) {
    return number == null ? null : ByteBuffer.allocate(2).putShort(number).array();
  }

  private byte[] hash(Event event) {
    hash.start();
    add(1, bytes(event.eventId()));
    text(2, event.eventType());
    hash.addTime(3, Micros.of(event.occurredAt()));
    text(4, event.sessionId());
    text(5, event.agentId());
    text(6, event.traceId());
    add(7, bytes(event.parentEventId()));
    text(8, event.toolName());
    if (event.endedAt() != null) {
      hash.addTime(9, Micros.of(event.endedAt()));
    }
    text(10, event.status() == null ? null : event.status().text());
    add(11, bytes(event.schemaVersion()));
    add(12, bytes(event.importanceHint()));
    text(13, event.subjectId());
    text(14, event.payloadRef());
    add(15, event.payload());
    hash.addAttributes(event.attributes());
    return hash.hash();
  }

  private static EventFields random(Random random) {
    EventFields fields = EventFields.valid().with("session_id", "s" + random.nextInt());
    String[][] optional = {
      {"parent_event_id", "f0000000-0000-4000-8000-000000000001"},
      {"tool_name", "grep"},
      {"ended_at", "2026-11-02T09:00:01.000001Z"},
      {"status", "timeout"},
      {"schema_version", "258"},
      {"importance_hint", "10"},
      {"subject_id", "person"},
      {"payload_ref", "s3://b/k"},
      {"payload", "{\"ü\":\"" + "x".repeat(random.nextInt(9_000)) + "\"}"},
      {"extra", "é"},
      {"another", "\"\\/\u2028"}
    };
    for (String[] field : optional) {
      if (random.nextBoolean()) {
        fields.with(field[0], field[1]);
      }
    }
    return fields;
  }

  @Test
  void theHashOfStoredBytesIsThatOfTheDecodedEvent() {
    long seed = Long.getLong("seed", 1L);
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      Event event = random(random).event("events", "1-" + i);
      assertThat(hash(event)).as("seed %s, event %s", seed, i).isEqualTo(event.contentHash());
      assertThat(AttributesJson.read(text(event))).isEqualTo(event.attributes());
    }
  }

  private static String text(Event event) {
    return new String(AttributesJson.write(event.attributes()), StandardCharsets.UTF_8);
  }
}
