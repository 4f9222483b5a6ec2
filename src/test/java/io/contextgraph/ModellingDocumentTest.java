package io.contextgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventId;
import io.contextgraph.event.EventJson;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/modelling.md shows is what the job accepts and what it says of it is true. */
class ModellingDocumentTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T10:00:00Z"), ZoneOffset.UTC);

  private final MarkdownDocument document =
      new MarkdownDocument(MarkdownDocument.read(Path.of("docs/modelling.md")));
  private final List<String> lines =
      document.blocks("json").stream().flatMap(String::lines).toList();

  private static Decoded decoded(String line) {
    List<byte[]> fields = EventJson.fields(line.getBytes(StandardCharsets.UTF_8));
    long size = fields.stream().mapToLong(field -> field.length).sum();
    String now = CLOCK.millis() + "-0";
    return new EventCodec(EventLimits.DEFAULT, CLOCK)
        .decode(new RawEntry("events", now, fields, size, true));
  }

  private static Event event(String line) {
    assertThat(decoded(line)).as(line).isInstanceOf(Decoded.Valid.class);
    return ((Decoded.Valid) decoded(line)).event();
  }

  private Map<EventId, Event> events() {
    return lines.stream()
        .map(ModellingDocumentTest::event)
        .collect(
            Collectors.toMap(
                event -> event.required().eventId(),
                Function.identity(),
                (one, other) -> {
                  throw new AssertionError("two lines have the id " + one.required().eventId());
                },
                LinkedHashMap::new));
  }

  @Test
  void everyLineIsAnEventOfItsOwn() {
    assertThat(events()).hasSizeGreaterThan(5);
  }

  @Test
  void theFirstLineHasATypeOfOneWord() {
    assertThat(event(lines.get(0)).required().eventType()).isEqualTo("tool_call");
  }

  @Test
  void theAnnouncementIsTheParentOfTheEndAndOnlyTheEndHasATool() {
    Event end = withStatus(Status.FAILED);
    Event started = withStatus(Status.RUNNING);
    assertThat(end.optional().parentEventId()).isEqualTo(started.required().eventId());
    assertThat(end.required().occurredAt()).isEqualTo(started.required().occurredAt());
    assertThat(started.optional().toolName()).isNull();
    assertThat(end.optional().toolName()).isNotNull();
  }

  private Event withStatus(Status status) {
    return events().values().stream()
        .filter(event -> event.optional().status() == status)
        .findAny()
        .orElseThrow();
  }

  @Test
  void theCausesOfTheLastMessageLeadThroughBothSessionsToTheCall() {
    Map<EventId, Event> events = events();
    List<String> chain = new ArrayList<>();
    Event cause =
        events.values().stream()
            .filter(event -> event.required().eventType().equals("message"))
            .findAny()
            .orElse(null);
    while (cause != null) {
      chain.add(cause.required().sessionId() + " " + cause.required().eventType());
      EventId parent = cause.optional().parentEventId();
      cause = parent == null ? null : events.get(parent);
    }
    assertThat(chain)
        .containsExactly(
            "plan-17 message",
            "run-8842 session_end",
            "run-8842 session_start",
            "plan-17 agent_call");
  }

  @Test
  void otherWhiteSpaceInThePayloadIsOtherContentAndAnotherOffsetOfTheTimeIsNot() {
    String line = lines.get(0);
    assertThat(line).contains("\"matches\":3", "09:00:01.250Z");
    assertThat(event(line.replace("\"matches\":3", "\"matches\": 3")).contentHash())
        .isNotEqualTo(event(line).contentHash());
    assertThat(event(line.replace("09:00:01.250Z", "10:00:01.250+01:00")).contentHash())
        .isEqualTo(event(line).contentHash());
  }

  @Test
  void everyStatusHasItsRow() {
    assertThat(document.rows("## Status"))
        .extracting(row -> row.get(0))
        .containsExactly(Arrays.stream(Status.values()).map(Status::text).toArray(String[]::new));
  }
}
