package io.contextgraph.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which holds are in force after a sequence of control events. */
class HoldsTest {
  private static final HoldTarget PERSON = new HoldTarget(HoldTarget.Kind.SUBJECT, "p");
  private static final HoldTarget SESSION = new HoldTarget(HoldTarget.Kind.SESSION, "p");

  private static Hold hold(HoldTarget target, long position) {
    return new Hold(target, position, Instant.EPOCH.plusSeconds(position), "u", "r" + position);
  }

  private static Holds of(HoldChange... changes) {
    Holds holds = new Holds();
    for (HoldChange change : changes) {
      holds.apply(change);
    }
    return holds;
  }

  private static HoldChange held(HoldTarget target, long position) {
    return new HoldChange.Held(hold(target, position));
  }

  private static HoldChange released(HoldTarget target) {
    return new HoldChange.Released(target, OptionalLong.empty());
  }

  private static HoldChange released(HoldTarget target, long hold) {
    return new HoldChange.Released(target, OptionalLong.of(hold));
  }

  @Test
  void aReleaseWithoutPositionEndsEveryHoldOfItsTargetAndOfNoOther() {
    Holds holds = of(held(PERSON, 1), held(SESSION, 2), held(PERSON, 3), released(PERSON));
    assertThat(holds.of(PERSON)).isEmpty();
    assertThat(holds.all()).containsExactly(hold(SESSION, 2));
    assertThat(holds.hasAny(Set.of(HoldTarget.Kind.SUBJECT))).isFalse();
    assertThat(holds.hasAny(Set.of(HoldTarget.Kind.SESSION))).isTrue();
  }

  @Test
  void aReleaseOfOneHoldLeavesTheOthersInForce() {
    assertThat(of(held(PERSON, 1), held(PERSON, 3), released(PERSON, 1)).of(PERSON))
        .containsExactly(hold(PERSON, 3));
    assertThat(of(held(PERSON, 1), released(PERSON, 1)).all()).isEmpty();
  }

  @Test
  void aReleaseThatFitsNoHoldChangesNothing() {
    assertThat(
            of(released(PERSON), held(PERSON, 2), released(PERSON, 1), released(SESSION, 2)).all())
        .containsExactly(hold(PERSON, 2));
  }

  /** The naive model: a hold is in force unless a later event releases it. */
  private static List<Hold> naive(List<HoldChange> changes) {
    List<Hold> inForce = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) instanceof HoldChange.Held held
          && changes.subList(i, changes.size()).stream()
              .noneMatch(later -> releases(later, held.hold()))) {
        inForce.add(held.hold());
      }
    }
    return inForce;
  }

  private static boolean releases(HoldChange change, Hold hold) {
    return change instanceof HoldChange.Released released
        && released.target().equals(hold.target())
        && (released.hold().isEmpty() || released.hold().getAsLong() == hold.position());
  }

  @Test
  void theFoldEqualsTheNaiveModelForRandomEvents() {
    Random random = new Random(Long.getLong("seed", 1L));
    for (int run = 0; run < 2_000; run++) {
      List<HoldChange> changes = new ArrayList<>();
      Holds holds = new Holds();
      int events = random.nextInt(30);
      for (int position = 1; position <= events; position++) {
        HoldTarget.Kind kind = HoldTarget.Kind.values()[random.nextInt(3)];
        HoldTarget target = new HoldTarget(kind, "id" + random.nextInt(2));
        HoldChange change =
            switch (random.nextInt(5)) {
              case 0 -> released(target);
              case 1 -> released(target, 1 + random.nextInt(position));
              default -> held(target, position);
            };
        changes.add(change);
        holds.apply(change);
      }
      List<Hold> expected = naive(changes);
      assertThat(holds.all()).isEqualTo(expected);
      for (HoldTarget.Kind kind : HoldTarget.Kind.values()) {
        HoldTarget target = new HoldTarget(kind, "id0");
        assertThat(holds.of(target))
            .isEqualTo(expected.stream().filter(hold -> hold.target().equals(target)).toList());
      }
    }
  }
}
