package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadWindowTest {
  private final ReadWindow window = new ReadWindow(100, 30);

  @Test
  void nothingIsReadBeforeTheConsumersPositionIsKnown() {
    assertThat(window.isOpen()).isFalse();
    window.reached(7);
    assertThat(window.isOpen()).isTrue();
    assertThat(window.position()).isEqualTo(7);
  }

  @Test
  void aPageEndsAtTheHeadOrAfterItsSize() {
    window.reached(0);
    assertThat(window.pageEnd(12)).isEqualTo(12);
    assertThat(window.pageEnd(1_000)).isEqualTo(30);
  }

  @Test
  void readingStopsAtTheEndOfTheWindowUntilTheConsumerMoves() {
    window.reached(0);
    window.readTo(90);
    assertThat(window.pageEnd(1_000)).isEqualTo(100);
    window.readTo(100);
    assertThat(window.isOpen()).isFalse();
    window.reached(5);
    assertThat(window.isOpen()).isTrue();
    assertThat(window.position()).isEqualTo(100);
    assertThat(window.pageEnd(1_000)).isEqualTo(105);
  }

  @Test
  void aRestartContinuesAtTheConsumersPosition() {
    window.reached(0);
    window.readTo(60);
    window.restart();
    assertThat(window.isOpen()).isFalse();
    window.reached(20);
    assertThat(window.position()).isEqualTo(20);
  }

  @Test
  void afterAStopReadingContinuesAfterTheLastPosition() {
    window.reached(10);
    window.readTo(60);
    window.stop();
    assertThat(window.isOpen()).isFalse();
    window.reached(20);
    assertThat(window.position()).isEqualTo(60);
    assertThat(window.isOpen()).isTrue();
    window.stop();
    window.reached(70);
    assertThat(window.position()).isEqualTo(70);
  }

  @Test
  void afterAStopAConsumerThatWasResetIsReadFromItsPosition() {
    window.reached(500);
    window.readTo(560);
    window.stop();
    window.reached(0);
    assertThat(window.position()).isZero();
    assertThat(window.isOpen()).isTrue();
  }

  /** The naive reader reads one position at a time while it is allowed to. */
  @Test
  void pagesCoverThePositionsThatANaiveReaderWouldRead() {
    long seed = Long.getLong("seed", 11L);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(50);
      ReadWindow pages = new ReadWindow(size, 1 + random.nextInt(20));
      long reached = random.nextInt(10);
      long naive = reached;
      long head = reached;
      for (int step = 0; step < 100; step++) {
        head += random.nextInt(20);
        reached += random.nextInt((int) (naive - reached) + 1);
        pages.reached(reached);
        while (naive < head && naive < reached + size) {
          naive++;
        }
        while (pages.isOpen() && pages.position() < head) {
          long end = pages.pageEnd(head);
          assertThat(end).as("seed %s", seed).isGreaterThan(pages.position());
          pages.readTo(end);
        }
        assertThat(pages.position()).as("seed %s", seed).isEqualTo(naive);
      }
    }
  }
}
