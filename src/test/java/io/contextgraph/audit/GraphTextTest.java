package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** Values as they are read from Neo4j, next to those that are derived from the ledger. */
class GraphTextTest {
  private static Value relationship(String label, Object other, Map<String, Object> properties) {
    return Values.value(Map.of("label", label, "other", other, "properties", properties));
  }

  @Test
  void aTextStandsBetweenOneOpeningAndOneClosingQuotationMark() {
    Value properties =
        Values.value(
            Map.of(
                "session_id",
                "session 1",
                "occurred_at",
                OffsetDateTime.parse("1970-01-01T00:00:01.000002Z"),
                "global_position",
                7,
                "tool_name",
                "it's"));
    assertThat(GraphText.properties(properties).toString())
        .isEqualTo(
            "{global_position=7, occurred_at=1000002 us, session_id='session 1',"
                + " tool_name='it\\'s'}");
  }

  @Test
  void aRelationshipNamesItsEndAsTheLedgerDoes() {
    assertThat(GraphText.relationship(relationship("Session", "session 1", Map.of())))
        .isEqualTo("Session 'session 1'")
        .isEqualTo(GraphItem.end("Session", "session 1"));
    assertThat(GraphText.relationship(relationship("Event", "x", Map.of("delta_ms", 5))))
        .isEqualTo("Event 'x' {delta_ms=5}");
  }

  @Test
  void aNumberDiffersFromATextWithTheSameDigits() {
    assertThat(GraphText.properties(Values.value(Map.of("a", 7, "b", "7", "c", List.of("7")))))
        .containsEntry("a", "7")
        .containsEntry("b", "'7'")
        .containsEntry("c", "[\"7\"]");
  }

  @Test
  void aNodeOfNoSessionNamesNone() {
    assertThat(new EventNode("x", null, false, false).difference())
        .isEqualTo(new Difference("extra", "", "x", "Event", ""));
    assertThat(new EventNode("x", "s", true, false).difference())
        .isEqualTo(
            new Difference("wrong", "s", "x", "Event", "Missing, but with more than its id"));
  }
}
