package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class PresentedEventTest {
  private static final Event EVENT =
      EventFields.valid()
          .with("payload", " {\"a\":\r\n1}")
          .with("model", "m1")
          .event("events", "1-0");

  private static PresentedEvent parse(String line) {
    return PresentedEvent.parse(line.getBytes(StandardCharsets.UTF_8), Clock.systemUTC());
  }

  private static String line() {
    return EventLine.of(RecordedEvents.at(7, EVENT));
  }

  @Test
  void theContentHashIsThatOfTheFieldsAndThePayloadsOwnBytes() {
    PresentedEvent event = parse(line() + "\n");
    assertThat(line()).contains("payload_base64");
    assertThat(event.contentHash()).isEqualTo(EVENT.contentHash());
    assertThat(event.eventId()).isEqualTo(EVENT.eventId());
    assertThat(event.personalDataSealed()).isNull();
    Recording recording = event.recording();
    assertThat(recording.globalPosition()).isEqualTo(7);
    assertThat(recording.entryId()).isEqualTo("1-0");
    assertThat(recording.contentHash()).isEqualTo(EVENT.contentHash());
  }

  @Test
  void aLineOfAProducerHasNoRecording() {
    PresentedEvent event = parse(line().replaceFirst(",\"ledger\":.*", "}"));
    assertThat(event.recording()).isNull();
    assertThat(event.contentHash()).isEqualTo(EVENT.contentHash());
  }

  @Test
  void sealedPersonalDataAreKeptApart() {
    PresentedEvent event =
        parse(line().replace(",\"ledger\":", ",\"personal_data_sealed\":\"AQID\",\"ledger\":"));
    assertThat(event.personalDataSealed()).containsExactly(1, 2, 3);
    assertThat(event.contentHash()).isEqualTo(EVENT.contentHash());
  }

  @Test
  void anEventOfTheLedgersOwnIsAccepted() {
    assertThat(parse(line().replace("tool.execute", "audit.fork")).contentHash())
        .isNotEqualTo(EVENT.contentHash());
  }

  @Test
  void anOldEventIsNotJudgedByItsTime() {
    String old = line().replace("\"2026-11-02T09:00:00Z\"", "\"1999-11-02T09:00:00Z\"");
    assertThat(parse(old).contentHash()).isNotEqualTo(EVENT.contentHash());
  }

  @Test
  void theLargestEventIsAcceptedAlthoughItsLineNamesDefaults() {
    EventFields small = EventFields.valid().with("occurred_at", "2026-11-02T09:00:00.1Z");
    long size = small.with("note", "").entry("events", "1-0").size();
    EventFields filled = small.with("note", "x".repeat((int) (EventLimits.MAX_ENTRY_BYTES - size)));
    assertThat(filled.entry("events", "1-0").size()).isEqualTo(EventLimits.MAX_ENTRY_BYTES);
    Event largest = filled.event("events", "1-0");
    PresentedEvent event = parse(EventLine.of(RecordedEvents.at(7, largest)));
    assertThat(event.contentHash()).isEqualTo(largest.contentHash());
  }

  @Test
  void whatIsNoEventOrHasAMalformedLedgerIsRefused() {
    for (String line :
        new String[] {
          "",
          "{}",
          "[]",
          line() + line(),
          line().replace("\"s1\"", "\"\""),
          line().replace("\"global_position\":7", "\"global_position\":\"x\""),
          line().replace("\"entry_id\"", "\"other\""),
          line().replace(",\"ledger\":", ",\"personal_data_sealed\":\"?\",\"ledger\":")
        }) {
      assertThatThrownBy(() -> parse(line)).as(line).isInstanceOf(MalformedLineException.class);
    }
  }

  private static void refused(String line, String message) {
    assertThatThrownBy(() -> parse(line))
        .as(line)
        .isInstanceOf(MalformedLineException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aShownPayloadThatIsNotTheEncodedOneIsRefused() {
    String message = "its payload is not the one in its payload_base64";
    assertThat(line()).contains("\"payload\": {\"a\":  1}");
    for (String shown : new String[] {"{\"a\":2}", "{\"a\":1}", "null", "\"\"", "{\"a\": 1 }"}) {
      refused(line().replace("{\"a\":  1}", shown), message);
    }
  }

  @Test
  void anEncodedPayloadAloneIsAccepted() {
    String line = line().replace("\"payload\": {\"a\":  1},", "");
    assertThat(line).isNotEqualTo(line());
    assertThat(parse(line).contentHash()).isEqualTo(EVENT.contentHash());
  }

  @Test
  void theMarkOfAReplayIsRefused() {
    refused(
        line().replace("\"ledger\":", "\"context_graph_replay_of\":\"7\",\"ledger\":"),
        "it has context_graph_replay_of");
  }

  @Test
  void whatTheLedgerDoesNotAddIsRefused() {
    for (String more : new String[] {"\"approved\":true", "\"global_position\":7"}) {
      refused(
          line().replace("\"ledger\":{", "\"ledger\":{" + more + ","),
          "which is unknown or repeated");
    }
  }

  @Test
  void onlyTheLineThatTheLedgerPrintsIsItsOneForm() {
    byte[] line = line().getBytes(StandardCharsets.UTF_8);
    assertThat(PresentedEvent.parse(line, Clock.systemUTC()).isWrittenAs(line)).isTrue();
    for (String other :
        new String[] {
          line().replace(",", ", "),
          line() + " ",
          line().replaceFirst("\"ledger\":.*", "\"x\":null}")
        }) {
      byte[] bytes = other.getBytes(StandardCharsets.UTF_8);
      assertThat(PresentedEvent.parse(bytes, Clock.systemUTC()).isWrittenAs(bytes)).isFalse();
    }
  }
}
