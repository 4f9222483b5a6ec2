package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventLimits;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line reads durations as the job does: with Flink's parser. */
class JobLimitsTest {
  private static Duration skew(String text) {
    return new JobLimits(Map.of("CONTEXT_GRAPH_EVENT_MAX_SKEW", text)).read().maxSkew();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5 min", "5m", "1 h", "36 hours", "2 d", "100000 d", "90 s", "1 ms", "7", "1day"})
  void aDurationIsReadAsTheJobReadsIt(String text) {
    assertThat(skew(text)).isEqualTo(TimeUtils.parseDuration(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1 s", "0 s", "100001 d", "1 week", "1.5 h", "999999999999 h"})
  void anythingElseIsRefusedWithTheNameOfTheVariable(String text) {
    assertThatThrownBy(() -> skew(text))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the environment variable CONTEXT_GRAPH_EVENT_MAX_SKEW should be a duration from 1 ms to"
                + " 100000 d");
  }

  @Test
  void withoutAVariableTheDefaultsOfTheJobApply() {
    assertThat(new JobLimits(Map.of()).read()).isEqualTo(EventLimits.DEFAULT);
    assertThat(new JobLimits(Map.of("CONTEXT_GRAPH_EVENT_MAX_AGE", "30 d")).read().maxAge())
        .isEqualTo(Duration.ofDays(30));
  }
}
