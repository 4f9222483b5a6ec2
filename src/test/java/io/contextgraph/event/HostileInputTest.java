package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decodes every hostile case, before anything is stored, and compares the result with the expected
 * one.
 */
class HostileInputTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  private final EventCodec codec = new EventCodec(EventLimits.DEFAULT, PlainPersonalData.SEAL, NOW);

  static List<HostileCase> cases() throws IOException {
    return HostileCase.all(Path.of("").toAbsolutePath());
  }

  @Test
  void thereAreAtLeast200() throws Exception {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isJudgedAsExpected(HostileCase hostile) {
    assertThat(judged(hostile)).isEqualTo(hostile.expected());
  }

  private String judged(HostileCase hostile) {
    Decoded decoded = decode(hostile.fields());
    if (decoded instanceof Decoded.Rejected rejected) {
      return rejected.deadLetter().reason().name();
    }
    if (hostile.before().isEmpty()) {
      return "VALID";
    }
    Event first = ((Decoded.Valid) decode(hostile.before())).event();
    Event second = ((Decoded.Valid) decoded).event();
    assertThat(second.eventId()).isEqualTo(first.eventId());
    return ContentHash.conflict(first.contentHash(), second.contentHash())
        ? "ID_CONFLICT"
        : "DUPLICATE";
  }

  private Decoded decode(List<byte[]> fields) {
    return codec.decode(new RawEntry("events", "1-1", fields, HostileCase.size(fields), true));
  }
}
