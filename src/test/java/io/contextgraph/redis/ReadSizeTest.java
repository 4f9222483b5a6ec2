package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadSizeTest {
  private static final int MAX_READ_BYTES = 4 << 20;
  private static final int LARGE = 256 << 10;

  private final ReadSize size = new ReadSize(MAX_READ_BYTES);

  @Test
  void itDoublesUpToTheMaximumWhileEntriesAreSmall() {
    for (int expected : new int[] {32, 64, 128, 256, 512, 512}) {
      assertThat(size.entries()).isEqualTo(expected);
      size.adapt(expected, expected * 10L, false);
    }
  }

  @Test
  void oneLargeEntryAmongSmallOnesDoesNotShrinkTheReads() {
    size.adapt(32, 32 * 500, false);
    size.adapt(64, 63 * 500 + LARGE, false);
    size.adapt(128, 128 * 500, false);
    size.adapt(1, LARGE, false);
    size.adapt(256, 256 * 500, false);
    assertThat(size.entries()).isEqualTo(512);
  }

  @Test
  void readsOfLargeEntriesShrinkToWhatFits() {
    for (int reply = 0; reply < 5; reply++) {
      size.adapt(16, 16L * LARGE, reply == 0);
    }
    assertThat(size.entries()).isBetween(14, 17);
    size.adapt(2, 2L * MAX_READ_BYTES, true);
    assertThat(size.entries()).isLessThan(10);
  }

  @Test
  void anEmptyReplySaysNothingAboutTheSizeOfEntries() {
    size.adapt(0, 0, false);
    assertThat(size.entries()).isEqualTo(64);
  }

  @Test
  void afterAFailureItStartsWithOneEntryAndAimsAtHalfTheSize() {
    size.adapt(16, 16L * LARGE, false);
    size.failed();
    assertThat(size.entries()).isEqualTo(1);
    assertThat(size.budget()).isEqualTo(MAX_READ_BYTES / 2);
    for (int read = 1; read <= 8; read *= 2) {
      assertThat(size.entries()).isEqualTo(read);
      size.adapt(read, (long) read * LARGE, false);
    }
    assertThat(size.entries()).isBetween(8, 12);
  }

  @Test
  void aBacklogBehindALimitOfTheServerIsReadWithFewFailures() {
    Random random = new Random(7);
    for (int limit : new int[] {300_000, 1 << 20, 4 << 20}) {
      ReadSize adapting = new ReadSize(MAX_READ_BYTES);
      int failures = 0;
      for (int read = 0; read < 10_000; ) {
        int entries = adapting.entries();
        long bytes = 0;
        for (int i = 0; i < entries; i++) {
          bytes += 200_000 + random.nextInt(60_000);
        }
        if (bytes > limit) {
          adapting.failed();
          failures++;
        } else {
          adapting.adapt(entries, bytes, false);
          read += entries;
        }
      }
      assertThat(failures).as("limit %d", limit).isLessThan(10_000 / 20);
    }
  }
}
