package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.event.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GraphItemTest {
  private static final String FIRST = "00000000-0000-0000-0000-000000000001";
  private static final String SECOND = "00000000-0000-0000-0000-000000000002";

  private static EventSummary minimal(int number, String session, String time) {
    return new EventSummary(
        number,
        new RequiredFields(
            new EventId(0, number), "a.b", Instant.parse(time), session, "agent", "trace"),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static @Nullable String detail(List<GraphItem> items, String what) {
    return items.stream()
        .filter(item -> item.what().equals(what))
        .map(GraphItem::detail)
        .findFirst()
        .orElse(null);
  }

  @Test
  void anEventWithAllItsPropertiesGivesItsNodeAndRelationships() {
    EventSummary event =
        new EventSummary(
            7,
            new RequiredFields(
                new EventId(0, 1),
                "tool.execute",
                Instant.parse("1970-01-01T00:00:01.000002Z"),
                "s",
                "a",
                "t"),
            new EventId(0, 2),
            "grep",
            Instant.parse("1970-01-01T00:00:02Z"),
            Status.ofText("failed").orElseThrow(),
            (short) 3,
            "s3://bucket/7");
    assertThat(GraphItem.of(event))
        .containsExactly(
            new GraphItem(
                "s",
                FIRST,
                "Event",
                "{ended_at=2000000 us, event_id='"
                    + FIRST
                    + "', event_type='tool.execute', global_position=7, importance_hint=3,"
                    + " occurred_at=1000002 us, payload_ref='s3://bucket/7', session_id='s',"
                    + " status='failed', tool_name='grep'}"),
            new GraphItem("s", FIRST, "IN_SESSION", "Session 's'"),
            new GraphItem("s", FIRST, "PERFORMED_BY", "Agent 'a'"),
            new GraphItem("s", FIRST, "PART_OF", "Trace 't'"),
            new GraphItem("s", FIRST, "USED", "Tool 'grep'"),
            new GraphItem("s", FIRST, "CAUSED_BY", "Event '" + SECOND + "'"));
  }

  @Test
  void anEventWithoutOptionalPropertiesHasNeitherToolNorCause() {
    List<GraphItem> items = GraphItem.of(minimal(1, "s", "1970-01-01T00:00:00Z"));
    assertThat(items).extracting(GraphItem::what).doesNotContain("USED", "CAUSED_BY", "FOLLOWS");
    assertThat(detail(items, "Event"))
        .isEqualTo(
            "{event_id='"
                + FIRST
                + "', event_type='a.b', global_position=1, occurred_at=0 us, session_id='s'}");
  }

  @Test
  void anEventFollowsTheOneBeforeItByWholeMilliseconds() {
    GraphItem follows =
        GraphItem.follows(minimal(2, "s", "1970-01-01T00:00:00.001999Z"), FIRST, Instant.EPOCH);
    assertThat(follows)
        .isEqualTo(new GraphItem("s", SECOND, "FOLLOWS", "Event '" + FIRST + "' {delta_ms=1}"));
  }

  @Test
  void aQuotationMarkInAValueDoesNotEndIt() {
    assertThat(GraphItem.text("it's")).isEqualTo("'it\\'s'");
    assertThat(GraphItem.text("a\\' , b")).isEqualTo("'a\\\\\\' , b'");
    assertThat(GraphItem.text("")).isEqualTo("''");
  }
}
