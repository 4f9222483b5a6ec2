package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncompleteEntryTest {
  private final EventCodec codec = new EventCodec(EventLimits.DEFAULT, Clock.systemUTC());

  private DeadLetter letter(long size) {
    RawEntry incomplete = new RawEntry("events", "1-1", List.of(), size, false);
    return ((Decoded.Rejected) codec.decode(incomplete)).deadLetter();
  }

  @Test
  void theReasonIsTheSizeOnlyIfTheSizeExceedsTheLimit() {
    assertThat(letter(1_048_577).detail())
        .contains("the entry has 1048577 bytes; the limit is 1048576");
    assertThat(letter(1_048_576).detail())
        .contains("the entry has more names and values than are read");
  }

  @Test
  void bothAreTooLarge() {
    assertThat(letter(1_048_577).reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(letter(1_048_576).reason()).isEqualTo(Reason.TOO_LARGE);
  }
}
