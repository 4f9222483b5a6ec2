package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a stream in memory that counts as Redis does. */
class StreamProgressTest {
  /** What Redis does to a stream, no more: append, drop from the front, tell of itself. */
  private static final class NaiveStream {
    private final List<StreamPosition> entries = new ArrayList<>();
    private long added;

    void add() {
      added++;
      entries.add(new StreamPosition(added, 0));
    }

    void drop(int count) {
      entries.subList(0, Math.min(count, entries.size())).clear();
    }

    StreamInfo info() {
      StreamPosition last =
          entries.isEmpty() ? StreamPosition.ZERO : entries.get(entries.size() - 1);
      return new StreamInfo(entries.size(), added, new StreamPosition(added, 0), last);
    }

    List<StreamPosition> after(StreamPosition position) {
      return entries.stream().filter(entry -> entry.isAfter(position)).toList();
    }
  }

  private static StreamSplit from(StreamPosition position, long count) {
    return new StreamSplit("s", position, count, 0, 0, null);
  }

  @Test
  void whatVanishedUnreadIsCountedAndNothingElse() {
    long seed = Long.getLong("seed", 3L);
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      NaiveStream stream = new NaiveStream();
      StreamProgress progress = new StreamProgress(from(StreamPosition.ZERO, 0), null);
      long lost = 0;
      for (int step = 0; step < 40; step++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> stream.add();
          case 2 -> {
            int dropped = random.nextInt(4);
            List<StreamPosition> unread = stream.after(progress.split().position());
            int read = stream.entries.size() - unread.size();
            lost += Math.max(0, Math.min(dropped, stream.entries.size()) - read);
            stream.drop(dropped);
          }
          default ->
              stream.after(progress.split().position()).stream()
                  .limit(random.nextInt(3))
                  .forEach(progress::read);
        }
        progress.judge(stream.info());
      }
      stream.after(progress.split().position()).forEach(progress::read);
      progress.judge(stream.info());
      assertThat(progress.split().lost()).as("seed %d round %d", seed, round).isEqualTo(lost);
      assertThat(progress.pending(stream.info())).isZero();
    }
  }

  @Test
  void whatTheGroupWasToldOfIsNoLoss() {
    NaiveStream stream = new NaiveStream();
    for (int i = 0; i < 10; i++) {
      stream.add();
    }
    stream.drop(6);
    GroupInfo group = new GroupInfo("g", new StreamPosition(6, 0), 6, 0, 0);
    StreamProgress older = new StreamProgress(from(new StreamPosition(2, 0), 2), group);
    stream.after(older.split().position()).forEach(older::read);
    assertThat(older.judge(stream.info())).isZero();
    assertThat(older.split().lost()).isZero();

    StreamProgress another = new StreamProgress(from(new StreamPosition(2, 0), 2), null);
    stream.after(another.split().position()).forEach(another::read);
    assertThat(another.judge(stream.info())).isEqualTo(4);
  }

  @Test
  void aStreamThatEndsBeforeWhatWasReadWentBack() {
    NaiveStream stream = new NaiveStream();
    stream.add();
    stream.add();
    StreamProgress progress = new StreamProgress(from(new StreamPosition(2, 0), 2), null);
    assertThat(progress.wentBack(Optional.of(stream.info()))).isFalse();
    StreamInfo shorter = new StreamInfo(1, 1, new StreamPosition(1, 0), new StreamPosition(1, 0));
    assertThat(progress.wentBack(Optional.of(shorter))).isTrue();
    assertThat(progress.wentBack(Optional.empty())).isTrue();
    progress.startOver();
    assertThat(progress.split().position()).isEqualTo(StreamPosition.ZERO);
    assertThat(progress.split().history()).isEqualTo(1);
  }
}
