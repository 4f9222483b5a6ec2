package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  private static final Instant NOW = Instant.parse("2026-11-26T15:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-26, 2026-11-26T00:00:00Z",
    "2026-11-26T10:00:00Z, 2026-11-26T10:00:00Z",
    "2026-11-26T10:00:00.1234567+02:00, 2026-11-26T08:00:00.123456Z",
    "0001-01-01, 0001-01-01T00:00:00Z"
  })
  void aDateIsItsStartInUtcAndATimeHasAnOffset(String text, Instant time) {
    assertThat(TimeText.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026", "2026-02-30", "2026-11-26 10:00:00Z", "2026-11-26T10:00:00"})
  void anythingElseIsRefusedWithTheFormsThatAreAccepted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeText.parse(text))
        .withMessage("it should be " + TimeText.FORMS);
  }

  @ParameterizedTest
  @CsvSource({
    "90s, 2026-11-26T14:58:30Z",
    "15min, 2026-11-26T14:45:00Z",
    "15 min, 2026-11-26T14:45:00Z",
    "12h, 2026-11-26T03:00:00Z",
    "1d, 2026-11-25T15:00:00Z",
    "999999999d, 0001-01-01T00:00:00Z",
    "2026-11-20, 2026-11-20T00:00:00Z"
  })
  void sinceIsADurationBeforeNowOrATime(String text, Instant from) {
    assertThat(Since.parse(text).from(NOW)).isEqualTo(from);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "d", "-1d", "1w", "1.5h", "1d2h", "9999999999s"})
  void anyOtherSinceIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Since.parse(text));
  }
}
