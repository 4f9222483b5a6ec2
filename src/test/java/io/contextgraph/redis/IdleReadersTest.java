package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class IdleReadersTest {
  private final IdleReaders readers = new IdleReaders();

  private boolean allIdle() {
    return readers.areAllIdle(Set.of(0, 1), 2);
  }

  @Test
  void readersEndTogetherOnceEachHasFinishedAllThatItWasSent() {
    readers.started(0);
    readers.started(1);
    readers.sent(0, 2);
    readers.finished(1, 0);
    assertThat(allIdle()).isFalse();
    readers.finished(0, 0);
    assertThat(allIdle()).as("it reported before it received its splits").isFalse();
    readers.finished(0, 2);
    assertThat(allIdle()).isTrue();
    assertThat(readers.areAllIdle(Set.of(0), 2)).as("one is not registered yet").isFalse();
  }

  @Test
  void aReaderThatStartsAgainMustReportAgain() {
    readers.started(0);
    readers.started(1);
    readers.finished(0, 0);
    readers.finished(1, 0);
    assertThat(allIdle()).isTrue();
    readers.started(1);
    assertThat(allIdle()).isFalse();
  }
}
