package io.contextgraph.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.archive.ArchiveRecord;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.Archives;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a plan says of a month. */
class DecisionTest {
  private static final Month MAY =
      new Month(
          "event_2026_05",
          Instant.parse("2026-05-01T00:00:00Z"),
          Instant.parse("2026-06-01T00:00:00Z"));
  private static final Reach FAR = new Reach(1_000, 1_000, 1_000);
  private static final RestoredMonths NONE = new RestoredMonths(Map.of());

  private static KeepPolicy keep(Object... rules) {
    List<KeepRule> list = new ArrayList<>();
    for (int i = 0; i < rules.length; i += 2) {
      list.add(new KeepRule((String) rules[i], Duration.ofDays((int) rules[i + 1])));
    }
    return new KeepPolicy(list);
  }

  private static Instant daysAfter(int days) {
    return MAY.upper().plus(Duration.ofDays(days));
  }

  /** A month with events at the positions 1 to 256. */
  private record Content(Set<String> types, Optional<Hold> hold) implements MonthContent {
    static Content of(String... types) {
      return new Content(Set.of(types), Optional.empty());
    }

    @Override
    public Optional<Ends> ends() {
      return types.isEmpty() ? Optional.empty() : Optional.of(new Ends(1, 256));
    }
  }

  private static Verdict verdict(KeepPolicy policy, Reach reach, int days, MonthContent content)
      throws SQLException {
    return new Decision(policy, new Archives(), NONE, reach, daysAfter(days))
        .of(MAY, content)
        .verdict();
  }

  @Test
  void aMonthGoesWhenTheLongestTimeOfWhatItHoldsHasEnded() throws SQLException {
    KeepPolicy policy = keep("*", 10, "a", 5, "b", 30);
    assertThat(verdict(policy, FAR, 5, Content.of("a"))).isEqualTo(Verdict.ARCHIVE);
    assertThat(verdict(policy, FAR, 5, Content.of("a", "c"))).isEqualTo(Verdict.NOT_ENDED);
    assertThat(verdict(policy, FAR, 10, Content.of("a", "c"))).isEqualTo(Verdict.ARCHIVE);
    assertThat(verdict(policy, FAR, 29, Content.of("a", "b"))).isEqualTo(Verdict.NOT_ENDED);
    assertThat(verdict(policy, FAR, 30, Content.of("a", "b"))).isEqualTo(Verdict.ARCHIVE);
  }

  @Test
  void byDefaultNothingGoes() throws SQLException {
    assertThat(verdict(keep(), FAR, 100_000, Content.of("a"))).isEqualTo(Verdict.KEPT);
    assertThat(verdict(keep("a", 1), FAR, 100_000, Content.of("a", "b"))).isEqualTo(Verdict.KEPT);
    assertThat(verdict(keep("a", 1), FAR, 100_000, Content.of())).isEqualTo(Verdict.EMPTY);
  }

  @Test
  void aMonthStaysUntilTreeCheckpointAndGraphHaveItsLastEvent() throws SQLException {
    KeepPolicy policy = keep("*", 1);
    Content content = Content.of("a");
    assertThat(verdict(policy, new Reach(255, 999, 999), 9, content))
        .isEqualTo(Verdict.AWAITS_TREE);
    assertThat(verdict(policy, new Reach(256, 255, 999), 9, content))
        .isEqualTo(Verdict.AWAITS_CHECKPOINT);
    assertThat(verdict(policy, new Reach(256, 256, 255), 9, content))
        .isEqualTo(Verdict.AWAITS_GRAPH);
    assertThat(verdict(policy, new Reach(256, 256, 256), 9, content)).isEqualTo(Verdict.ARCHIVE);
  }

  @Test
  void whatIsHeldStays() throws SQLException {
    Hold hold =
        new Hold(new HoldTarget(HoldTarget.Kind.SESSION, "s"), 7, Instant.EPOCH, "u", "a case");
    PlannedMonth planned =
        new Decision(keep("*", 1), new Archives(), NONE, FAR, daysAfter(9))
            .of(MAY, new Content(Set.of("a"), Optional.of(hold)));
    assertThat(planned.verdict()).isEqualTo(Verdict.HELD);
    assertThat(planned.detail()).isEqualTo("session s is held since position 7");
  }

  @Test
  void aRestoredMonthIsKeptForSomeTime() throws SQLException {
    RestoredMonths restored = new RestoredMonths(Map.of(MAY.lower(), daysAfter(20)));
    KeepPolicy policy = keep("*", 1);
    assertThat(
            new Decision(policy, new Archives(), restored, FAR, daysAfter(19))
                .of(MAY, Content.of("a"))
                .verdict())
        .isEqualTo(Verdict.RESTORED);
    assertThat(
            new Decision(policy, new Archives(), restored, FAR, daysAfter(20))
                .of(MAY, Content.of("a"))
                .verdict())
        .isEqualTo(Verdict.ARCHIVE);
  }

  @Test
  void onlyAnArchiveOfExactlyTheRowsThatAreThereIsContinued() throws SQLException {
    for (int last : new int[] {255, 256}) {
      Archives archives = new Archives();
      archives.apply(
          new ArchiveRecord.Archived(
              900,
              new ArchivedMonth(
                  MAY.partition(),
                  MAY.lower(),
                  MAY.upper(),
                  new ArchivedMonth.Positions(1, last, 2, 1, "d"),
                  new ArchivedMonth.FileDigests("f", "l", "b"),
                  ArchivedMonth.GraphRule.KEEP),
              Set.of()));
      assertThat(
              new Decision(keep("*", 1), archives, NONE, FAR, daysAfter(9))
                  .of(MAY, Content.of("a"))
                  .verdict())
          .isEqualTo(last == 256 ? Verdict.DROP : Verdict.ARCHIVE);
    }
  }

  /** The naive model: a month may go when no event of it must be kept. */
  private static boolean mayGo(KeepPolicy policy, Set<String> types, int days) {
    return types.stream()
        .allMatch(type -> policy.of(type).filter(it -> it.toDays() <= days).isPresent());
  }

  @Test
  void theShortcutsThatSkipTheTypesAgreeWithAskingForThem() throws SQLException {
    Random random = new Random(2026);
    for (int round = 0; round < 5_000; round++) {
      List<Object> rules = new ArrayList<>();
      for (String name : List.of("*", "a", "a.*", "b", "c.d")) {
        if (random.nextBoolean()) {
          rules.add(name);
          rules.add(random.nextInt(10));
        }
      }
      Set<String> types = new TreeSet<>();
      for (String type : List.of("a", "a.b", "b", "c.d", "e")) {
        if (random.nextBoolean()) {
          types.add(type);
        }
      }
      int days = random.nextInt(10);
      KeepPolicy policy = keep(rules.toArray());
      if (!types.isEmpty()) {
        Verdict verdict = verdict(policy, FAR, days, new Content(types, Optional.empty()));
        assertThat(verdict == Verdict.ARCHIVE)
            .as("%s of %s after %d days", types, rules, days)
            .isEqualTo(mayGo(policy, types, days));
      }
    }
  }
}
