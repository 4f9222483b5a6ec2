package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewindTest {
  private static final Rewind FIVE_MINUTES =
      new Rewind(Duration.ofMinutes(5), Instant.parse("2026-11-26T12:00:00Z"));

  @ParameterizedTest
  @CsvSource({
    "a time,                     1795694400000-7,    1795694100000-0",
    "a time years ago,           1000000000000-0,    999999700000-0",
    "a clock an hour ahead,      1795698000000-0,    1795697700000-0",
    "a small number,             1000-3,             0-0",
    "seconds,                    1795694400-0,       0-0",
    "microseconds,               1795694400000000-0, 0-0",
    "more than a day ahead,      1795790000000-0,    0-0",
    "the greatest id,            18446744073709551615-1, 0-0",
    "nothing read,               0-0,                0-0",
  })
  void idsThatAreTimesMoveBackByFiveMinutesAndOthersToTheFirstEntry(
      String what, String position, String expected) {
    assertThat(FIVE_MINUTES.from(StreamPosition.parse(position))).as(what).hasToString(expected);
  }
}
