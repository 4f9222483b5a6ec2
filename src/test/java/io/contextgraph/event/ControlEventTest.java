package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlEventTest {
  private static final EventId ID = EventId.parse("4a2c66de-0a3b-4c0e-9a56-0d8f6f0a1b2c");
  private static final Instant AT = Instant.parse("2026-11-26T18:37:01.123456789Z");
  private static final ControlEvent.Actor ACTOR =
      new ControlEvent.Actor("ledger_operator", "ada", Optional.of("host-1"));

  private static ControlEvent event(String type, String reason, Map<String, String> result) {
    return new ControlEvent(
        type,
        Status.COMPLETED,
        Optional.ofNullable(reason),
        new TreeMap<>(Map.of("dead_letter", "7", "stream", "events")),
        new TreeMap<>(result));
  }

  private static String payload(Event event) {
    return new String(event.payload(), StandardCharsets.UTF_8);
  }

  @Test
  void itsBytesAreFixedBecauseTheLedgerHashesThem() {
    Event event =
        event("audit.replay", "asked by \"ops\"", Map.of("entry_id", "1-1")).toEvent(ACTOR, ID, AT);
    assertThat(payload(event))
        .isEqualTo(
            "{\"actor\":{\"database_role\":\"ledger_operator\",\"os_user\":\"ada\","
                + "\"host\":\"host-1\"},\"reason\":\"asked by \\\"ops\\\"\","
                + "\"parameters\":{\"dead_letter\":\"7\",\"stream\":\"events\"},"
                + "\"result\":{\"entry_id\":\"1-1\"}}");
    assertThat(HexFormat.of().formatHex(event.contentHash()))
        .isEqualTo("01a158f0ddb27267a3e7af1c780ff02f3551426188cc1015fc7c498226d91e0af0");
    assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-11-26T18:37:01.123456Z"));
    assertThat(event.stream()).isEqualTo("ledger:control");
    assertThat(event.entryId()).isEqualTo("1795718221123-456");
    assertThat(event.sessionId()).isEqualTo("ledger:control");
    assertThat(event.agentId()).isEqualTo("context-graph");
    assertThat(event.traceId()).isEqualTo(ID.toString());
    assertThat(event.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void itsHashIsThatOfTheSameFieldsInAnEntry() {
    Event event = event("audit.replay", null, Map.of()).toEvent(ACTOR, ID, AT);
    ContentHash hash = new ContentHash();
    EventFields fields =
        EventFields.valid()
            .with("event_id", ID.toString())
            .with("event_type", "tool.execute")
            .with("occurred_at", "2026-11-22T18:37:01.123456Z")
            .with("session_id", event.sessionId())
            .with("agent_id", event.agentId())
            .with("trace_id", event.traceId())
            .with("status", "completed")
            .with("payload", event.payload());
    Event decoded = fields.event("events", "1-1");
    RequiredFields required =
        new RequiredFields(
            ID,
            event.eventType(),
            event.occurredAt(),
            event.sessionId(),
            event.agentId(),
            event.traceId());
    assertThat(event.contentHash())
        .isEqualTo(hash.of(required, decoded.optional(), decoded.content()));
  }

  @Test
  void withoutAReasonOrAHostItHasNone() {
    ControlEvent.Actor unnamed = new ControlEvent.Actor("r", "u", Optional.empty());
    assertThat(payload(event("privacy.erase", null, Map.of()).toEvent(unnamed, ID, AT)))
        .isEqualTo(
            "{\"actor\":{\"database_role\":\"r\",\"os_user\":\"u\"},"
                + "\"parameters\":{\"dead_letter\":\"7\",\"stream\":\"events\"},\"result\":{}}");
  }

  @Test
  void aNulInAValueIsABlankBecausePostgresCannotReadIt() {
    Event event = event("audit.rebuild", null, Map.of("error", "a\0b")).toEvent(ACTOR, ID, AT);
    assertThat(payload(event)).contains("\"error\":\"a b\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit", "tool.execute", "audit.", "Audit.x", "audits.x"})
  void aTypeThatIsNotReservedIsRefused(String type) {
    assertThatIllegalArgumentException().isThrownBy(() -> event(type, null, Map.of()));
  }

  @Test
  void aReasonHas1To1000CharactersNotOnlyBlanks() {
    event("audit.x", "é".repeat(1000), Map.of());
    for (String wrong : new String[] {"", " \t", "é".repeat(1001), "a\0"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> event("audit.x", wrong, Map.of()))
          .withMessageContaining("1 to 1000 characters");
    }
  }
}
