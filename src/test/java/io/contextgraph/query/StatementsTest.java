package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        .withMessageContaining("between 1 and 10000");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Bounds.MAX_ROWS + 1})
  void aLimitOutOfRangeIsRefused(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.DEFAULT.withLimit(limit))
        .withMessageContaining("between 1 and 100000");
  }

  @Test
  void aCutAnswerEndsWithAnObjectThatNamesTheBound() {
    assertThat(new Answer(List.of("{}"), new Cut(Cut.LIMIT, 1)).lines())
        .containsExactly("{}", "{\"cut\":\"limit\",\"limit\":1}");
    assertThat(new Answer(List.of("{}"), null).lines()).containsExactly("{}");
  }
}
