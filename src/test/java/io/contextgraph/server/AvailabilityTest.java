package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Availability availability = new Availability(nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void aServerThatWasAskedNothingIsAvailable() {
    pass(Duration.ofDays(1));
    assertThat(availability.isAvailable()).isTrue();
  }

  @Test
  void aRequestThatWaitsLongerThanTenSecondsMakesTheServerUnavailable() {
    availability.asked();
    pass(Duration.ofSeconds(10));
    assertThat(availability.isAvailable()).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(availability.isAvailable()).isFalse();
    availability.ended(true);
    assertThat(availability.isAvailable()).isTrue();
  }

  @Test
  void aServerThatCouldNotBeReachedStaysUnavailableUntilARequestIsAnswered() {
    availability.asked();
    availability.ended(false);
    assertThat(availability.isAvailable()).isFalse();
    availability.asked();
    assertThat(availability.isAvailable()).isFalse();
    availability.ended(true);
    assertThat(availability.isAvailable()).isTrue();
  }
}
