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
      printer.print("sessions", done, 100);
    }
    assertThat(printed.toString().lines())
        .containsExactly("40 of 100 sessions", "80 of 100 sessions", "100 of 100 sessions");
  }

  @Test
  void theRestIsEstimatedAtTheRateSoFar() {
    pass(10_000);
    printer.printWithEstimate("positions", 0, 400);
    pass(10_000);
    printer.printWithEstimate("positions", 100, 400);
    assertThat(printed.toString().lines())
        .containsExactly("0 of 400 positions", "100 of 400 positions, about 60 s left");
  }
}
