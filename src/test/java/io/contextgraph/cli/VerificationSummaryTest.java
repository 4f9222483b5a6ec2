package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.verify.ArchivedCounts;
import io.contextgraph.verify.ComparedCheckpoints;
import io.contextgraph.verify.Verification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerificationSummaryTest {
  private static String summary(ArchivedCounts archived) {
    ComparedCheckpoints given = new ComparedCheckpoints(1, 0, 0);
    return String.join(
        "\n",
        new VerificationSummary(
                new Verification("id", 900, 900, 700, given, archived, List.of(), Map.of()))
            .lines());
  }

  @Test
  void aCheckpointDoesNotConfirmRowsThatAnEventBeyondItTakesAway() {
    assertThat(summary(new ArchivedCounts(300, 0, 300)))
        .contains(
            "300 rows are absent",
            "That word is unanchored for 300 rows: no checkpoint confirms the event.",
            "A checkpoint confirms the tree up to position 700; unanchored");
    assertThat(summary(new ArchivedCounts(300, 0, 0)))
        .contains("300 rows are absent", "A checkpoint confirms positions 1 to 700; unanchored")
        .doesNotContain("That word");
    assertThat(summary(new ArchivedCounts(300, 300, 300)))
        .contains("300 archived rows were", "A checkpoint confirms positions 1 to 700")
        .doesNotContain("That word");
  }
}
