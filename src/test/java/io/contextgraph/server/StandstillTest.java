package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private final AtomicLong now = new AtomicLong();
  private final Standstill standstill = new Standstill(now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void aReasonIsReportedAtOnceAndThenEveryTenMinutes() {
    assertThat(standstill.begin("no version")).isTrue();
    int reports = 0;
    for (int test = 1; test <= 120; test++) {
      pass(Standstill.TEST_EVERY);
      reports += standstill.begin("no version") ? 1 : 0;
    }
    assertThat(reports).isEqualTo(2);
  }

  @Test
  void anotherReasonIsReportedAtOnce() {
    standstill.begin("no version");
    assertThat(standstill.begin("another ledger")).isTrue();
    assertThat(standstill.reason()).isEqualTo("another ledger");
  }

  @Test
  void theEndIsReportedOnce() {
    assertThat(standstill.end()).isFalse();
    standstill.begin("no version");
    assertThat(standstill.stands()).isTrue();
    assertThat(standstill.end()).isTrue();
    assertThat(standstill.end()).isFalse();
    assertThat(standstill.stands()).isFalse();
    assertThat(standstill.begin("no version")).isTrue();
  }
}
