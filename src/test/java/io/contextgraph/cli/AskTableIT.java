package io.contextgraph.cli;

import static io.contextgraph.query.QuestionedGraph.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.query.QuestionedGraph;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The answers of {@code ask} as tables. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AskTableIT {
  private QuestionedGraph graph;

  @BeforeEach
  void project() throws Exception {
    graph = QuestionedGraph.open();
  }

  @AfterEach
  void disconnect() {
    graph.close();
  }

  private CommandRun ask(String... words) {
    CommandRun run =
        CommandRun.of(
            graph.environment(),
            Stream.of(Stream.of("ask"), Arrays.stream(words), Stream.of("--format", "table"))
                .flatMap(it -> it)
                .toArray(String[]::new));
    assertThat(run.exitCode()).isZero();
    return run;
  }

  @Test
  void aTableDrawsEffectsAsATreeAndNoCutLine() {
    CommandRun run = ask("effects", id(1), "--depth", "2");
    assertThat(run.out().replace('\u00a0', ' ').lines().toList())
        .hasSize(1 + 4)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).contains("event", "tool", "status", "error", "event_id");
              assertThat(lines.get(1)).startsWith("system.session_start ");
              assertThat(lines.get(2)).contains("└ llm.chat");
              assertThat(lines.get(3)).contains("  ├ tool.execute", "failed", "no such file");
              assertThat(lines.get(4)).contains("  └ tool.execute", "grep", id(4));
            });
    assertThat(run.err()).contains("--depth 2 was reached");
  }

  @Test
  void aTableOfATimelineShowsTimesToolsStatusesAndErrors() {
    CommandRun run = ask("timeline", "one");
    assertThat(run.out().lines().toList().get(3))
        .contains("2026-11-02 09:00:01.500", "tool.execute", "grep", "failed", "no such file");
  }

  @Test
  void tablesOfToolsAndSessionsHaveTheirCounts() {
    CommandRun run = ask("tools", "a1");
    assertThat(run.out().lines().toList().get(1)).contains("grep").containsPattern("\\b3\\b");
    assertThat(ask("compare", "one", "two").out().lines()).hasSize(1 + 4);
  }
}
