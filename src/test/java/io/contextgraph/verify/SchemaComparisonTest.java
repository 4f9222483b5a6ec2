package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaComparisonTest {
  private static final SchemaPart TABLE = SchemaPart.of("table", "head", "owner ledger_owner");
  private static final SchemaPart GRANT = SchemaPart.of("grant", "table head", "a SELECT");
  private static final SchemaPart COLUMN = SchemaPart.of("partition", "column x", "text");

  private final SchemaComparison installed =
      new SchemaComparison(List.of(TABLE.toLine(), GRANT.toLine(), COLUMN.toLine()));

  @Test
  void aSchemaWithTheInstalledPartsDoesNotDiffer() {
    assertThat(installed.differences(List.of(GRANT, TABLE))).isEmpty();
    assertThat(installed.partitionDifferences(Map.of("p", List.of(COLUMN)))).isEmpty();
  }

  @Test
  void whatIsMissingAddedOrDifferentIsNamed() {
    assertThat(
            installed.differences(
                List.of(
                    SchemaPart.of("table", "head", "owner  postgres"),
                    SchemaPart.of("rule", "head.lie", "DO\n  INSTEAD NOTHING"),
                    GRANT,
                    SchemaPart.of("grant", "table head", "b UPDATE"))))
        .extracting(Finding::detail)
        .containsExactly(
            "table head differs; installed: owner ledger_owner; found: owner postgres",
            "grant table head differs; found: b UPDATE",
            "rule head.lie is not installed; found: DO INSTEAD NOTHING");
    assertThat(installed.partitionDifferences(Map.of("p", List.of(), "q", List.of(COLUMN))))
        .extracting(Finding::detail)
        .containsExactly("p: partition column x is missing; installed: text");
  }
}
