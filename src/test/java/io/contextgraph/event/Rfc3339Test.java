package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  private static Instant parse(String text) {
    return Rfc3339.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** OffsetDateTime accepts more (no seconds, offsets without minutes), but reads these alike. */
  @Test
  void aDateTimeIsParsedLikeTheJdkParsesItTruncatedToMicroseconds() {
    Random random = new Random(3339);
    for (int round = 0; round < 20_000; round++) {
      String text =
          "%04d-%02d-%02dT%02d:%02d:%02d"
              .formatted(
                  1 + random.nextInt(9_999),
                  1 + random.nextInt(12),
                  1 + random.nextInt(28),
                  random.nextInt(24),
                  random.nextInt(60),
                  random.nextInt(60));
      int digits = random.nextInt(10);
      if (digits > 0) {
        text += "." + "%09d".formatted(random.nextInt(1_000_000_000)).substring(0, digits);
      }
      text +=
          random.nextBoolean()
              ? "Z"
              : (random.nextBoolean() ? "+" : "-")
                  + "%02d:%02d".formatted(random.nextInt(18), random.nextInt(60));
      assertThat(parse(text))
          .as(text)
          .isEqualTo(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-02",
        "2026-11-02T09:00Z",
        "2026-11-02T09:00:00",
        "2026-11-02T09:00:00.",
        "2026-11-02T09:00:00.1",
        "2026-11-02T09:00:00.Z",
        "2026-11-02T09:00:00+01",
        "2026-11-02T09:00:00+0100",
        "2026-11-02T09:00:00+24:00",
        "2026-11-02T09:00:00+01:60",
        "2026-11-02T09:00:60Z",
        "2026-11-02T24:00:00Z",
        "2026-13-02T09:00:00Z",
        "2026-02-29T09:00:00Z",
        "2026-11-02 09:00:00Z",
        "2026-11-02T09:00:00ZZ",
        "+2026-11-02T09:00:00Z",
        "2026-11-0٢T09:00:00Z",
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(DateTimeException.class);
  }
}
