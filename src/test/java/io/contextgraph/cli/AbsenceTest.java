package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AbsenceTest {
  private static long seconds(long number) {
    return Duration.ofSeconds(number).toNanos();
  }

  @Test
  void theFirstFailureIsReportedAndThenOneEachMinute() {
    Absence absence = new Absence();
    assertThat(absence.failed(seconds(-5))).isTrue();
    assertThat(absence.failed(seconds(54))).isFalse();
    assertThat(absence.failed(seconds(55))).isTrue();
    assertThat(absence.failed(seconds(56))).isFalse();
    assertThat(absence.duration(seconds(60))).isEqualTo(Duration.ofSeconds(65));
  }

  @Test
  void thePausesDoubleUpToFiveSeconds() {
    Absence absence = new Absence();
    assertThat(IntStream.range(0, 8).mapToObj(i -> absence.nextPause().toMillis()))
        .containsExactly(200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L, 5_000L);
  }
}
