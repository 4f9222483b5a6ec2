package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccurredAtRangeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private final EventCodec codec =
      new EventCodec(EventLimits.DEFAULT, Clock.fixed(NOW, ZoneOffset.UTC));

  private String detail(String occurredAt, String entryId) {
    Decoded decoded =
        codec.decode(EventFields.valid().with("occurred_at", occurredAt).entry("events", entryId));
    return decoded instanceof Decoded.Rejected rejected ? rejected.deadLetter().detail() : "";
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H, the time in the entry's id, the time in the entry's id",
    "P8D, the time in the entry's id, the time of the clock",
    "PT-1H, the time of the clock, the time of the clock",
  })
  void theDetailNamesTheTimesThatOccurredAtWasComparedWith(
      Duration age, String oldest, String newest) {
    String id = NOW.minus(age).toEpochMilli() + "-0";
    assertThat(detail("2027-01-01T00:00:00Z", id))
        .contains("days before " + oldest + " and", "seconds after " + newest);
  }

  @Test
  void anIdThatIsNoTimeIsComparedWithTheClock() {
    assertThat(detail("2027-01-01T00:00:00Z", "1-1"))
        .isEqualTo(
            "occurred_at must be at most 3650 days before the time of the clock and at most 300"
                + " seconds after the time of the clock");
  }
}
