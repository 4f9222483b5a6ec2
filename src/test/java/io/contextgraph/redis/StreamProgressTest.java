package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the progress with a stream in memory that counts as Redis does. */
class StreamProgressTest {
  /** Simulates a stream in Redis: appends, removes from the front, reports counters. */
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
      StreamPosition first = entries.isEmpty() ? StreamPosition.ZERO : entries.get(0);
      StreamPosition last =
          entries.isEmpty() ? StreamPosition.ZERO : entries.get(entries.size() - 1);
      return new StreamInfo(entries.size(), added, new StreamPosition(added, 0), first, last);
    }

    List<StreamPosition> after(StreamPosition position) {
      return new ArrayList<>(entries.stream().filter(entry -> entry.isAfter(position)).toList());
    }
  }

  private static StreamPosition id(long millis) {
    return new StreamPosition(millis, 0);
  }

  private static StreamSplit from(StreamPosition position, long count) {
    return new StreamSplit("s", position, count, 0, 0, null);
  }

  @Test
  void exactlyTheEntriesRemovedUnreadAreCountedAsLost() {
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
                  .forEach(progress::advance);
        }
        progress.detectLoss(stream.info(), null, false);
      }
      stream.after(progress.split().position()).forEach(progress::advance);
      progress.detectLoss(stream.info(), null, false);
      assertThat(progress.split().lostEntries())
          .as("seed %d round %d", seed, round)
          .isEqualTo(lost);
      assertThat(progress.pending(stream.info())).isZero();
    }
  }

  /** The reader is restarted now and then, and then does not know what was lost before. */
  @Test
  void everyLostEntryIsWithinTheReportedIds() {
    long seed = Long.getLong("seed", 5L);
    Random random = new Random(seed);
    int exact = 0;
    for (int round = 0; round < 500; round++) {
      NaiveStream stream = new NaiveStream();
      StreamProgress progress = new StreamProgress(from(StreamPosition.ZERO, 0), null);
      List<StreamPosition> lost = new ArrayList<>();
      for (int step = 0; step < 40; step++) {
        switch (random.nextInt(9)) {
          case 0, 1, 2, 3 -> stream.add();
          case 4, 5 -> {
            List<StreamPosition> unread = stream.after(progress.split().position());
            stream.drop(random.nextInt(4));
            unread.removeIf(stream.entries::contains);
            lost.addAll(unread);
          }
          case 6 ->
              progress =
                  new StreamProgress(
                      progress.split().with(StreamHistory.startingAt("restored")), null);
          default ->
              stream.after(progress.split().position()).stream()
                  .limit(random.nextInt(3))
                  .forEach(progress::advance);
        }
        Loss loss = progress.detectLoss(stream.info(), null, false);
        if (!loss.isNone()) {
          assertThat(lost).as("seed %d round %d", seed, round).hasSize((int) loss.entries());
          assertThat(lost).noneMatch(id -> id.isAfter(loss.upTo()));
          if (loss.after().exact()) {
            exact++;
            assertThat(lost).allMatch(id -> id.isAfter(loss.after().position()));
          }
          lost.clear();
        }
      }
    }
    assertThat(exact).isGreaterThan(100);
  }

  @Test
  void theLineAboutALossNamesTheIdsAroundTheMissingEntries() {
    StreamProgress progress = new StreamProgress(from(StreamPosition.ZERO, 0), null);
    NaiveStream stream = new NaiveStream();
    stream.add();
    stream.add();
    stream.after(StreamPosition.ZERO).forEach(progress::advance);
    assertThat(progress.detectLoss(stream.info(), null, false).isNone()).isTrue();
    stream.add();
    stream.add();
    stream.drop(4);
    assertThat(progress.detectLoss(stream.info(), null, false).describe("events"))
        .isEqualTo(
            "Entries of stream events are lost: 2 with ids after 2-0 and up to 4-0. Another program"
                + " trimmed or deleted them before they were read");
  }

  @Test
  void aRestoredReaderDoesNotClaimToKnowWhereALossBegan() {
    StreamSplit restored = from(id(5), 3).with(StreamHistory.startingAt("server"));
    StreamProgress progress = new StreamProgress(restored, null);
    assertThat(
            progress
                .detectLoss(
                    new StreamInfo(0, 9, id(9), StreamPosition.ZERO, StreamPosition.ZERO),
                    null,
                    false)
                .describe("events"))
        .isEqualTo(
            "Entries of stream events are lost: 6. This reader was restored at 5-0: some may be"
                + " older, none is newer than 9-0. Another program trimmed or deleted them before"
                + " they were read");
  }

  @Test
  void whatTheGroupHadPassedIsNotAmongTheLost() {
    StreamSplit restored = from(id(2), 2).with(StreamHistory.startingAt("server"));
    GroupInfo group = new GroupInfo("g", id(6), 6, 0, 0);
    StreamInfo end = new StreamInfo(1, 10, id(10), id(10), id(10));
    StreamProgress reading = new StreamProgress(restored, group);
    reading.advance(id(10));
    Loss passed = reading.detectLoss(end, group, false);
    assertThat(passed).isEqualTo(new Loss(3, AccountedFor.upTo(id(6)), id(10)));
    StreamInfo emptied = new StreamInfo(0, 10, id(10), StreamPosition.ZERO, StreamPosition.ZERO);
    Loss behind = new StreamProgress(restored, null).detectLoss(emptied, group, false);
    assertThat(behind).isEqualTo(new Loss(4, AccountedFor.upTo(id(6)), id(10)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void acknowledgedEntriesAreNotLostWhenTrimmed(int dropped) {
    NaiveStream stream = new NaiveStream();
    for (int i = 0; i < 10; i++) {
      stream.add();
    }
    stream.drop(dropped);
    GroupInfo group = new GroupInfo("g", new StreamPosition(6, 0), 6, 0, 0);
    StreamProgress older = new StreamProgress(from(new StreamPosition(2, 0), 2), group);
    stream.after(older.split().position()).forEach(older::advance);
    assertThat(older.detectLoss(stream.info(), null, false).entries())
        .isEqualTo(Math.max(0, dropped - 6));

    StreamProgress another = new StreamProgress(from(new StreamPosition(2, 0), 2), null);
    stream.after(another.split().position()).forEach(another::advance);
    assertThat(another.detectLoss(stream.info(), null, false).entries()).isEqualTo(dropped - 2);
  }

  @Test
  void entriesTrimmedBeforeAHistoryWasRewrittenAreNotLost() {
    GroupInfo group = new GroupInfo("g", new StreamPosition(900, 0), 900, 0, 0);
    StreamProgress progress = new StreamProgress(from(new StreamPosition(1000, 0), 1000), group);
    StreamInfo cut = new StreamInfo(50, 950, id(950), id(901), id(950));
    assertThat(progress.isHistoryRewritten(Optional.of(cut))).isTrue();
    progress.startNewEpoch(Optional.of(cut), "");
    assertThat(progress.pending(cut)).isEqualTo(50);
    for (int entry = 901; entry <= 950; entry++) {
      progress.advance(new StreamPosition(entry, 0));
    }
    assertThat(progress.detectLoss(cut, null, false).entries()).isZero();
    assertThat(progress.split().entriesRead()).isEqualTo(950);
  }

  @Test
  void aStartBeyondTheEndOfTheStreamWaits() {
    StreamProgress progress =
        new StreamProgress(from(new StreamPosition(2_000, 0), GroupInfo.UNKNOWN), null);
    StreamInfo info = new StreamInfo(5, 10, id(10), id(6), id(10));
    assertThat(progress.isHistoryRewritten(Optional.of(info))).isFalse();
    assertThat(progress.isHistoryRewritten(Optional.empty())).isFalse();
    assertThat(progress.detectLoss(info, null, false).entries()).isZero();
    assertThat(progress.isHistoryRewritten(Optional.of(info))).isFalse();
  }

  @Test
  void aStreamThatEndsBeforeWhatWasReadHasARewrittenHistory() {
    NaiveStream stream = new NaiveStream();
    stream.add();
    stream.add();
    StreamProgress progress = new StreamProgress(from(new StreamPosition(2, 0), 2), null);
    assertThat(progress.isHistoryRewritten(Optional.of(stream.info()))).isFalse();
    StreamInfo shorter = new StreamInfo(1, 1, id(1), id(1), id(1));
    assertThat(progress.isHistoryRewritten(Optional.of(shorter))).isTrue();
    assertThat(progress.isHistoryRewritten(Optional.empty())).isTrue();
    progress.startNewEpoch(Optional.of(shorter), "");
    assertThat(progress.split().position()).isEqualTo(StreamPosition.ZERO);
    assertThat(progress.split().epoch()).isEqualTo(1);
  }
}
