package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Legal holds, which the ledger alone remembers. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RetentionCommandIT {
  private PrivateLedger ledger;

  @BeforeEach
  void create(@TempDir Path folder) {
    ledger = PrivateLedger.create(folder);
  }

  private CommandRun retention(String words) {
    String[] split = ("retention " + words).split(" ");
    return ledger.run(split);
  }

  @Test
  void aHoldIsInForceUntilItIsReleasedAndBothAreEventsOfTheLedger() {
    assertThat(retention("hold --session s1 --reason case").out()).isEqualTo("1\n");
    assertThat(retention("hold --subject s1 --reason other").out()).isEqualTo("2\n");
    assertThat(retention("holds").out().lines())
        .hasSize(2)
        .first()
        .asString()
        .matches(
            "\\{\"position\":1,\"held_at\":\"2[^\"]+\",\"kind\":\"session\",\"id\":\"s1\","
                + "\"held_by\":\"[^\"]+\",\"reason\":\"case\"}");
    assertThat(retention("release --session s1 --reason closed").out()).isEqualTo("3\n");
    assertThat(retention("holds").out().lines()).singleElement().asString().contains("\"subject\"");
    assertThat(ledger.run("audit", "--type", "retention").out().lines())
        .hasSize(3)
        .last()
        .asString()
        .contains(
            "\"event_type\":\"retention.released\"",
            "\"reason\":\"closed\"",
            "\"parameters\":{\"hold\":\"1\",\"session\":\"s1\"}");
  }

  @Test
  void ofSeveralHoldsOnOneTargetTheOneThatEndsIsNamedOrAllEnd() {
    retention("hold --agent a --reason one");
    retention("hold --agent a --reason two");
    retention("hold --agent a --reason three");
    CommandRun several = retention("release --agent a --reason over");
    assertThat(several.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(several.err())
        .contains("the agent a has several holds, since the positions [1, 2, 3]");
    assertThat(retention("release --agent a --hold 2 --reason over").exitCode()).isZero();
    assertThat(retention("holds").out()).contains("one", "three").doesNotContain("two");
    CommandRun again = retention("release --agent a --hold 2 --reason over");
    assertThat(again.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(again.err()).contains("there is no hold 2 on the agent a");
    assertThat(retention("release --agent a --all --reason over").exitCode()).isZero();
    assertThat(retention("holds").out()).isEmpty();
  }

  @Test
  void aHoldNamesOneTargetAndAReason() {
    for (String words :
        new String[] {
          "hold --reason x",
          "hold --subject a --agent b --reason x",
          "hold --subject a",
          "release --subject a --all --hold 1 --reason x",
          "release --subject a --reason x",
          "release --subject a --all --reason x"
        }) {
      assertThat(retention(words).exitCode()).as(words).isEqualTo(ExitCode.WRONG_USAGE);
    }
    assertThat(ledger.run("events").out()).isEmpty();
  }
}
