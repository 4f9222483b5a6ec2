package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.audit.Difference;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What the commands say of differences, of which those of archived events stay. */
class PrintedDifferencesTest {
  private static final Difference WRONG =
      new Difference("wrong", "s", "00000000-0000-4000-8000-000000000001", "Event", "{}");
  private static final Difference ARCHIVED =
      new Difference(
          "missing",
          "",
          "00000000-0000-4000-8000-000000000002",
          "Event",
          "archived; restore its month first");

  private final StringWriter out = new StringWriter();
  private final PrintedDifferences differences = new PrintedDifferences(new PrintWriter(out));

  @Test
  void aDifferenceIsOneObjectWithoutFurtherMembers() {
    differences.accept(ARCHIVED);
    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"problem\":\"missing\",\"session\":\"\",\"event\":\"00000000-0000-4000-8000-000000000002\","
                + "\"what\":\"Event\",\"detail\":\"archived; restore its month first\"}");
  }

  @Test
  void withoutArchivedOnesAllAreRewritten() {
    assertThat(differences.found()).isEqualTo("The graph matches the ledger.");
    assertThat(differences.repaired()).isEqualTo("The graph matches the ledger.");
    assertThat(differences.left()).isEmpty();
    differences.accept(WRONG);
    assertThat(differences.found()).isEqualTo("1 difference.");
    assertThat(differences.repaired()).isEqualTo("1 difference, rewritten.");
    assertThat(differences.left()).hasValue("1 difference was left and is rewritten.");
    assertThat(differences.archived()).isEmpty();
    differences.accept(WRONG);
    assertThat(differences.repaired()).isEqualTo("2 differences, rewritten.");
    assertThat(differences.left()).hasValue("2 differences were left and are rewritten.");
  }

  @Test
  void archivedOnesAreNotRewritten() {
    differences.accept(ARCHIVED);
    assertThat(differences.repaired()).isEqualTo("1 difference, 0 rewritten.");
    assertThat(differences.left()).isEmpty();
    assertThat(differences.archived()).hasValue("1 is archived; restore its month first.");
    differences.accept(WRONG);
    differences.accept(ARCHIVED);
    assertThat(differences.found()).isEqualTo("3 differences.");
    assertThat(differences.repaired()).isEqualTo("3 differences, 1 rewritten.");
    assertThat(differences.left()).hasValue("1 difference was left and is rewritten.");
    assertThat(differences.archived()).hasValue("2 are archived; restore their months first.");
  }
}
