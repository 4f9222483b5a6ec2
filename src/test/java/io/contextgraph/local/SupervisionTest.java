package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.Waiting;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisionTest {
  private final List<String> reports = new CopyOnWriteArrayList<>();

  private static void fail(String how) throws IOException {
    switch (how) {
      case "error" -> throw new NoClassDefFoundError("io/contextgraph/local/Http");
      case "exception" -> throw new IllegalStateException("unexpected");
      case "server" -> throw new LocalException("REDIS ended with exit code 1");
      default -> throw new IOException("unreachable");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "exception", "server", "I/O"})
  void supervisionContinuesWhateverAnAttemptThrows(String how) throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (Supervision supervision = new Supervision(reports::add, () -> false)) {
      supervision.repeat(
          "REDIS",
          () -> {
            if (attempts.incrementAndGet() == 1) {
              fail(how);
            }
          });
      Waiting.await("further attempts", () -> attempts.get() > 2);
    }
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0)).startsWith("REDIS: ").endsWith("; trying again");
  }

  @Test
  void anErrorIsReportedWithItsKind() throws Exception {
    try (Supervision supervision = new Supervision(reports::add, () -> false)) {
      supervision.repeat("The job", () -> fail("error"));
      Waiting.await("a report", () -> !reports.isEmpty());
    }
    assertThat(reports.get(0))
        .isEqualTo(
            "The job: java.lang.NoClassDefFoundError: io/contextgraph/local/Http; trying again");
  }

  @Test
  void aSystemThatIsBeingStoppedReportsNoFailure() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (Supervision supervision = new Supervision(reports::add, () -> attempts.get() > 0)) {
      supervision.repeat(
          "REDIS",
          () -> {
            attempts.incrementAndGet();
            fail("server");
          });
      Waiting.await("an attempt", () -> attempts.get() == 1);
    }
    assertThat(reports).isEmpty();
  }
}
