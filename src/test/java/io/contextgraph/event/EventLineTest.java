package io.contextgraph.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The one form of an event in JSON: these bytes never change. */
class EventLineTest {
  private static final String LEDGER =
      "\"ledger\":{\"global_position\":7,\"recorded_at\":\"2026-11-02T09:00:00.123456Z\","
          + "\"content_hash\":\"%s\",\"stream\":\"events\",\"entry_id\":\"5-6\"}}";

  private static String line(EventFields fields) {
    return EventLine.of(RecordedEvents.at(7, fields.event("events", "5-6")));
  }

  @Test
  void anEventWithTheRequiredFieldsHasThisForm() {
    assertThat(line(EventFields.valid()))
        .isEqualTo(
            "{\"event_id\":\"01a19b7c-a680-71c3-ace8-a48712937ea3\","
                + "\"event_type\":\"tool.execute\",\"occurred_at\":\"2026-11-02T09:00:00Z\","
                + "\"session_id\":\"s1\",\"agent_id\":\"a1\",\"trace_id\":\"t1\","
                + "\"schema_version\":1,"
                + LEDGER.formatted(
                    "0197cb1436b73099a92d3f08f099ff2f28b37b777573377814b48d68d4b5b25f5c"));
  }

  @Test
  void anEventWithAllFieldsHasThisForm() {
    EventFields fields =
        EventFields.valid()
            .with("parent_event_id", "F0000000-0000-4000-8000-000000000001")
            .with("tool_name", "gr\"ep\\\u0001\t\u2028")
            .with("ended_at", "2026-11-02T10:00:01.0010+01:00")
            .with("status", "timeout")
            .with("schema_version", "258")
            .with("importance_hint", "10")
            .with("subject_id", "person")
            .with("payload_ref", "s3://b/k")
            .with("payload", "{ \"ü\" : 1e5 }")
            .with("extra", "é𝄞")
            .with("ledger", "")
            .with("Z", "1");
    assertThat(line(fields))
        .startsWith(
            "{\"event_id\":\"01a19b7c-a680-71c3-ace8-a48712937ea3\","
                + "\"event_type\":\"tool.execute\",\"occurred_at\":\"2026-11-02T09:00:00Z\","
                + "\"session_id\":\"s1\",\"agent_id\":\"a1\",\"trace_id\":\"t1\","
                + "\"parent_event_id\":\"f0000000-0000-4000-8000-000000000001\","
                + "\"tool_name\":\"gr\\\"ep\\\\\\u0001\\t\u2028\","
                + "\"ended_at\":\"2026-11-02T09:00:01.001Z\",\"status\":\"timeout\","
                + "\"schema_version\":258,\"importance_hint\":10,\"subject_id\":\"person\","
                + "\"payload_ref\":\"s3://b/k\",\"payload\":{ \"ü\" : 1e5 },"
                + "\"attributes\":{\"Z\":\"1\",\"extra\":\"é𝄞\",\"ledger\":\"\"},\"ledger\":{");
  }

  @Test
  void anOpenedLineHasThePersonalDataInThePlaceOfTheSealedOnesAndNothingElseChanges() {
    byte[] sealed = "x".repeat(38).getBytes(UTF_8);
    RecordedEvent event =
        RecordedEvents.at(
            7, EventFields.valid().with("subject_id", "p").with("Z", "1").event("events", "5-6"));
    RecordedEvent stored =
        new RecordedEvent(
            event.required(), event.optional(), event.content(), sealed, event.recording());
    String opened = EventLine.opened(stored, "{\"a\":\r\n\"é\"}".getBytes(UTF_8)).orElseThrow();
    assertThat(opened)
        .contains("\"subject_id\":\"p\",\"personal_data\":{\"a\":  \"é\"},\"attributes\"")
        .isEqualTo(
            EventLine.of(stored)
                .replaceFirst(
                    "\"personal_data_sealed\":\"[^\"]+\"", "\"personal_data\":{\"a\":  \"é\"}"));
    for (String other : new String[] {"", "[]", "x", "{\"a\":1}{}", "{\"a\":\"\\u0000\"}"}) {
      assertThat(EventLine.opened(stored, other.getBytes(UTF_8))).as(other).isEmpty();
    }
  }

  @Test
  void aPayloadThatCannotStandInALineIsAlsoInBase64() {
    assertThat(line(EventFields.valid().with("payload", "{\"a\":\r\n1}")))
        .contains("\"payload\":{\"a\":  1},\"payload_base64\":\"eyJhIjoNCjF9\",\"ledger\"");
    assertThat(line(EventFields.valid().with("payload", "{}\t")))
        .contains("\"payload\":{}\t,\"payload_base64\":\"e30J\",\"ledger\"");
    assertThat(line(EventFields.valid().with("payload", "{ }"))).doesNotContain("payload_base64");
  }

  @Test
  void sealedDataIsInBase64() {
    RecordedEvent plain = RecordedEvents.at(7, EventFields.valid().event("events", "5-6"));
    byte[] sealed = {1, -1};
    assertThat(
            EventLine.of(
                new RecordedEvent(
                    plain.required(),
                    plain.optional(),
                    plain.content(),
                    sealed,
                    plain.recording())))
        .contains("\"schema_version\":1,\"personal_data_sealed\":\"Af8=\",\"ledger\"");
  }

  @Test
  void aTimeBeyondTheYear9999InUtcKeepsAFormThatCanBeRead() {
    Instant time =
        Rfc3339.parse("9999-12-31T20:00:00.000001-23:00".getBytes(StandardCharsets.UTF_8));
    assertThat(time).isEqualTo(Instant.parse("+10000-01-01T19:00:00.000001Z"));
    String text = Rfc3339.format(time);
    assertThat(text).isEqualTo("9999-12-31T19:01:00.000001-23:59");
    assertThat(Rfc3339.parse(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(time);
    assertThat(Rfc3339.format(Instant.parse("9999-12-31T23:59:59.999999Z")))
        .isEqualTo("9999-12-31T23:59:59.999999Z");
  }

  @Test
  void attributesAreReadAsTheLedgerWritesThem() {
    assertThat(AttributesJson.read("{\"b\" : \"1\\n\",\"\":\"é\"}"))
        .containsExactly(Map.entry("", "é"), Map.entry("b", "1\n"));
    assertThat(AttributesJson.read("{\"" + "n".repeat(100_000) + "\":\"\"}")).hasSize(1);
  }
}
