package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An event, written as a line and read as publish reads it, is the same event. */
class EventRoundTripTest {
  private static final int ROUNDS = 5_000;
  private static final String[] NAMES = {
    "ledger", "attributes", "payload_base64", "model", "", " payload", "Payload", "é\u0007", "𝄞"
  };
  private static final String[] TEXTS = {
    "x", "é", "𝄞", "\"", "\\", "\n", "\r\n", "\t", "\u0001", "\u2028", "\u007f", "{", "null", " "
  };
  private static final String[] PAYLOADS = {
    "{}",
    " {}",
    "{}\n",
    "{\"a\":\r\n[1 , 2]}",
    "{\"\\u00e9\":\"\\ud834\\udd1e\"}",
    "\t{\"ü\":1e400}",
    "{ \"big\" : 123456789012345678901234567890.5 }",
    "{\"a\":{\"b\":[{}]}}"
  };

  private final EventCodec codec =
      new EventCodec(
          EventLimits.DEFAULT, Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC));
  private final long seed = Long.getLong("seed", 20261126L);
  private final Random random = new Random(seed);

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return text.toString();
  }

  private String id() {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    return random.nextBoolean() ? id : id.toUpperCase(Locale.ROOT);
  }

  private String time() {
    String[] fractions = {"", ".5", ".123456", ".000000", ".1234567891", ".00001"};
    String[] offsets = {"Z", "z", "+05:30", "-23:59", "-00:00"};
    return String.format("2026-10-%02dT%02d:00:00", 1 + random.nextInt(31), random.nextInt(24))
        + fractions[random.nextInt(fractions.length)]
        + offsets[random.nextInt(offsets.length)];
  }

  private EventFields fields() {
    EventFields fields =
        EventFields.valid()
            .with("event_id", id())
            .with("event_type", random.nextBoolean() ? "tool_call" : "a.b_1.c")
            .with("occurred_at", time())
            .with("session_id", text())
            .with("agent_id", text())
            .with("trace_id", text());
    with(fields, "parent_event_id", id());
    with(fields, "tool_name", text());
    with(fields, "ended_at", "9999-12-31T23:5" + random.nextInt(10) + ":00.5-23:59");
    with(fields, "status", Status.values()[random.nextInt(5)].text());
    with(fields, "schema_version", "" + (1 + random.nextInt(32_767)));
    with(fields, "importance_hint", "" + (1 + random.nextInt(10)));
    with(fields, "subject_id", text());
    with(fields, "payload_ref", text());
    with(fields, "payload", PAYLOADS[random.nextInt(PAYLOADS.length)]);
    if (random.nextInt(3) == 0) {
      byte[] ciphertext = new byte[33 + random.nextInt(20)];
      random.nextBytes(ciphertext);
      fields
          .with("subject_id", text())
          .with("personal_data_sealed", new SealedValue(1, ciphertext).toBase64());
    }
    for (String name : NAMES) {
      with(fields, name, random.nextInt(4) == 0 ? "" : text());
    }
    return fields;
  }

  private void with(EventFields fields, String name, String value) {
    if (random.nextInt(3) == 0) {
      fields.with(name, value);
    }
  }

  private Event event(List<byte[]> fields) {
    Decoded decoded = codec.decode(new RawEntry("events", "1-1", fields, 1, true));
    assertThat(decoded).as("seed %s: %s", seed, decoded).isInstanceOf(Decoded.Valid.class);
    return ((Decoded.Valid) decoded).event();
  }

  @Test
  void anEventIsTheSameAfterItWasWrittenAndPublishedAgain() {
    for (int round = 0; round < ROUNDS; round++) {
      Event event = event(fields().list());
      String line = EventLine.of(RecordedEvents.at(round + 1L, event));
      assertThat(line).doesNotContain("\n", "\r");
      Event again = event(EventJson.fields(line.getBytes(StandardCharsets.UTF_8)));
      assertThat(again.contentHash()).as("seed %s: %s", seed, line).isEqualTo(event.contentHash());
      assertThat(again.required()).isEqualTo(event.required());
      assertThat(again.optional()).isEqualTo(event.optional());
      assertThat(again.attributes()).isEqualTo(event.attributes());
      assertThat(again.payload()).isEqualTo(event.payload());
      assertThat(again.personalData()).usingRecursiveComparison().isEqualTo(event.personalData());
      assertThat(EventLine.of(RecordedEvents.at(round + 1L, again))).isEqualTo(line);
    }
  }
}
