package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream of which the entries up to 6-0 are durable. */
class TrimLimitTest {
  private static StreamPosition id(long millis) {
    return new StreamPosition(millis, 0);
  }

  private static GroupInfo group(String name, long position, long pending) {
    return new GroupInfo(name, id(position), position, GroupInfo.UNKNOWN, pending);
  }

  private static TrimLimit of(@Nullable Long oldestPending, List<GroupInfo> groups) {
    return TrimLimit.of(
        id(6), groups, "own", group -> Optional.ofNullable(oldestPending).map(TrimLimitTest::id));
  }

  /** Groups as {@code name:position:pending}; a group with pending entries needs 2-0. */
  @ParameterizedTest
  @CsvSource({
    "'',              6-1,",
    "own:3:0,         6-1,",
    "own:3:5,         6-1,",
    "a:9:0,           6-1,",
    "a:6:0,           6-1,",
    "a:4:0,           4-1, a",
    "a:4:0 b:3:0,     3-1, b",
    "a:9:1,           2-0, a",
    "a:4:1 b:3:0,     2-0, a",
  })
  void trimmingKeepsWhatAnotherGroupHasNotReadOrNotAcknowledged(
      String groups, String first, @Nullable String heldBy) {
    List<GroupInfo> parsed =
        Arrays.stream(groups.split(" "))
            .filter(text -> !text.isEmpty())
            .map(text -> text.split(":"))
            .map(it -> group(it[0], Long.parseLong(it[1]), Long.parseLong(it[2])))
            .toList();
    TrimLimit limit = of(2L, parsed);
    assertThat(limit.first()).hasToString(first);
    assertThat(limit.heldBy()).isEqualTo(heldBy);
  }

  @Test
  void deletedPendingEntriesDoNotBlockTrimming() {
    assertThat(of(null, List.of(group("a", 4, 1))).first()).hasToString("4-1");
  }

  @Test
  void theEntriesThatAreKeptAlthoughTheyAreDurableAreHeld() {
    // The entries 3-0 to 10-0, of which 3-0 to 6-0 are durable and one was trimmed just now.
    StreamInfo stream = new StreamInfo(8, 10, id(10), id(3), id(10));
    TrimLimit held = of(null, List.of(group("a", 3, 0)));
    assertThat(held.held(stream, 1, 6)).isEqualTo(3);
    assertThat(held.held(stream, 1, GroupInfo.UNKNOWN)).isEqualTo(GroupInfo.UNKNOWN);
    assertThat(of(null, List.of()).held(stream, 1, 6)).isZero();
  }
}
