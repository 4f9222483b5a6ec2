package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
  @ParameterizedTest
  @EnumSource(
      value = Cypher.class,
      names = {"CAUSES", "EFFECTS", "TIMELINE", "TOOLS", "COMPARE"})
  void everyQuestionIsInTheGuideWordForWord(Cypher question) throws Exception {
    assertThat(Files.readString(Path.of("docs/queries.md")))
        .contains("```cypher\n" + question.text() + "\n```");
  }

  @Test
  void theDepthReplacesThatOfTheStatement() {
    assertThat(GraphQuestions.withDepth(Cypher.CAUSES, 7)).contains("*0..7]").doesNotContain("100");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Bounds.MAX_DEPTH + 1})
  void aDepthOutOfRangeIsRefused(int depth) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.DEFAULT.withDepth(depth))
        .withMessage("--depth must be between 1 and 10000");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Bounds.MAX_LIMIT + 1})
  void aLimitOutOfRangeIsRefused(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.DEFAULT.withLimit(limit))
        .withMessage("--limit must be between 1 and 100000");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Bounds.MAX_EVENTS + 1})
  void aNumberOfEventsOutOfRangeIsRefused(int events) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.DEFAULT.withEvents(events))
        .withMessage("--events must be between 1 and 100000000");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Bounds.MAX_TIMEOUT + 1})
  void aTimeoutOutOfRangeIsRefused(int seconds) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.DEFAULT.withTimeout(Duration.ofSeconds(seconds)))
        .withMessage("--timeout must be between 1 and 3600");
  }

  @Test
  void aCutIsAnObjectThatNamesTheBoundAndWhereTheAnswerContinues() {
    assertThat(new Cut(Bounds.LIMIT, 1, null).json()).isEqualTo("{\"cut\":\"limit\",\"limit\":1}");
    SessionPlace next = new SessionPlace(Instant.parse("2026-11-02T09:00:00.000001Z"), 7);
    assertThat(new Cut(Bounds.LIMIT, 1, next).json())
        .isEqualTo(
            "{\"cut\":\"limit\",\"limit\":1,"
                + "\"next\":{\"from\":\"2026-11-02T09:00:00.000001Z\",\"after\":7}}");
  }
}
