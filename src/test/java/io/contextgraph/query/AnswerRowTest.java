package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowJsonTest {
  @Test
  void aRowKeepsItsColumnsInOrderAndItsTimesInUtc() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("z", 1L);
    row.put("at", ZonedDateTime.of(2026, 11, 2, 9, 0, 0, 5_000, ZoneId.of("Europe/Berlin")));
    row.put("tool", null);
    row.put("a", "x");
    assertThat(RowJson.of(row))
        .isEqualTo("{\"z\":1,\"at\":\"2026-11-02T08:00:00.000005Z\",\"tool\":null,\"a\":\"x\"}");
  }
}
