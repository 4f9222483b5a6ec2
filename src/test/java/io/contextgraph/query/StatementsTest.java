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
    for (Cypher question : List.of(Cypher.CAUSES, Cypher.EFFECTS)) {
      assertThat(GraphQuestions.withDepth(question, 7)).contains("*0..7]").doesNotContain("100");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, GraphQuestions.MAX_DEPTH + 1})
  void aDepthOutOfRangeIsRefused(int depth) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphQuestions.withDepth(Cypher.CAUSES, depth))
        .withMessageContaining("between 1 and 10000");
  }

  @Test
  void anEventIsOneLine() {
    assertThat(EventPages.oneLine("{\"a\":\r\n1}")).isEqualTo("{\"a\":  1}");
  }
}
