package io.contextgraph.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long events of a type are kept. */
class KeepPolicyTest {
  private static final List<String> TYPES =
      List.of("a", "a.b", "a.b.c", "a.bc", "ab.c", "b", "b.a", "a.b.c.d");
  private static final List<String> NAMES =
      List.of("*", "a.*", "a.b.*", "a.b.c.*", "b.*", "a", "a.b", "a.b.c", "b");

  private static KeepRule rule(String types, int days) {
    return new KeepRule(types, Duration.ofDays(days));
  }

  @Test
  void theMostExactRuleCounts() {
    KeepPolicy policy =
        new KeepPolicy(List.of(rule("*", 400), rule("tool.*", 90), rule("tool.execute", 7)));
    assertThat(policy.of("tool.execute")).contains(Duration.ofDays(7));
    assertThat(policy.of("tool.result")).contains(Duration.ofDays(90));
    assertThat(policy.of("tool")).contains(Duration.ofDays(400));
    assertThat(policy.of("toolbox.open")).contains(Duration.ofDays(400));
  }

  @Test
  void aTypeWithoutARuleIsKeptForEver() {
    assertThat(new KeepPolicy(List.of()).of("a")).isEmpty();
    assertThat(new KeepPolicy(List.of(rule("b.*", 1))).of("b")).isEmpty();
  }

  /** The naive model: the exact name, then ever shorter beginnings, then everything. */
  private static Optional<Duration> naive(List<KeepRule> rules, String type) {
    List<String> names = new ArrayList<>(List.of(type));
    for (int dot = type.lastIndexOf('.'); dot > 0; dot = type.lastIndexOf('.', dot - 1)) {
      names.add(type.substring(0, dot) + ".*");
    }
    names.add("*");
    for (String name : names) {
      for (KeepRule rule : rules) {
        if (rule.types().equals(name)) {
          return Optional.of(rule.duration());
        }
      }
    }
    return Optional.empty();
  }

  @Test
  void anyRulesAgreeWithANaiveSearch() {
    Random random = new Random(2026);
    for (int round = 0; round < 2_000; round++) {
      List<KeepRule> rules = new ArrayList<>();
      for (String name : NAMES) {
        if (random.nextBoolean()) {
          rules.add(rule(name, random.nextInt(1_000)));
        }
      }
      Collections.shuffle(rules, random);
      KeepPolicy policy = new KeepPolicy(rules);
      for (String type : TYPES) {
        assertThat(policy.of(type)).as("%s of %s", type, rules).isEqualTo(naive(rules, type));
      }
    }
  }

  @Test
  void controlEventsAndWhatIsNoTypeAreRefused() {
    for (String types :
        List.of(
            "audit.*",
            "privacy.erased",
            "retention.archived",
            "",
            "A",
            "a..b",
            "*.a",
            "a*",
            ".*")) {
      assertThatIllegalArgumentException().as(types).isThrownBy(() -> rule(types, 1));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeepPolicy(List.of(rule("a.*", 1), rule("a.*", 2))))
        .withMessageContaining("a.* twice");
  }
}
