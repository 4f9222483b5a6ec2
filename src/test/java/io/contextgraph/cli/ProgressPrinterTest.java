package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
  private final StringWriter printed = new StringWriter();
  private long nanos = 1_000;
  private final ProgressPrinter printer =
      new ProgressPrinter(new PrintWriter(printed, true), () -> nanos);

  private void pass(long millis) {
    nanos += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void atMostOneLineASecondAndOneAtTheEnd() {
    for (int done = 1; done <= 100; done++) {
      pass(25);
      printer.print("events", done, 100);
    }
    assertThat(printed.toString().lines())
        .containsExactly(
            "40 of 100 events, about 1 s left",
            "80 of 100 events, about 0 s left",
            "100 of 100 events");
  }

  @Test
  void theRestIsEstimatedAtTheRateSoFar() {
    pass(10_000);
    printer.print("positions", 0, 400);
    pass(10_000);
    printer.print("positions", 100, 400);
    assertThat(printed.toString().lines())
        .containsExactly("0 of 400 positions", "100 of 400 positions, about 60 s left");
  }

  @Test
  void eachStepIsEstimatedAtItsOwnRate() {
    pass(100_000);
    printer.print("events", 10, 10);
    pass(2_000);
    printer.print("chains", 2, 10);
    assertThat(printed.toString().lines())
        .containsExactly("10 of 10 events", "2 of 10 chains, about 8 s left");
  }
}
