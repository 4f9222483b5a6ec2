package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.util.RawValue;
import io.contextgraph.graph.ProjectionException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerRowTest {
  @Test
  void aRowKeepsItsColumnsInOrderAndItsTimesInUtc() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("z", 1L);
    row.put("at", ZonedDateTime.of(2026, 11, 2, 9, 0, 0, 5_000, ZoneId.of("Europe/Berlin")));
    row.put("tool", null);
    row.put("a", "x");
    assertThat(new AnswerRow(row).json())
        .isEqualTo("{\"z\":1,\"at\":\"2026-11-02T08:00:00.000005Z\",\"tool\":null,\"a\":\"x\"}");
  }

  @Test
  void jsonInAColumnIsNotQuoted() {
    AnswerRow row = new AnswerRow(Map.of("id", 1)).with("payload", new RawValue("{\"n\": 1.50}"));
    assertThat(row.json()).isEqualTo("{\"id\":1,\"payload\":{\"n\": 1.50}}");
  }

  @Test
  void aColumnWithoutAValueIsNullAsTextAndZeroAsANumber() {
    AnswerRow row = new AnswerRow(Map.of("n", 7)).with("tool", null);
    assertThat(row.text("tool")).isNull();
    assertThat(row.text("n")).isEqualTo("7");
    assertThat(row.number("n")).isEqualTo(7);
    assertThat(row.number("tool")).isZero();
  }

  @Test
  void aRowWithoutARequiredValueIsThatOfADamagedGraph() {
    AnswerRow row = new AnswerRow(Map.of("n", 7)).with("event_id", null);
    assertThat(row.required("n")).isEqualTo("7");
    assertThatThrownBy(() -> row.required("event_id"))
        .isInstanceOf(ProjectionException.class)
        .hasMessage("the graph is damaged: a node has no event_id. Run: graph verify");
  }
}
