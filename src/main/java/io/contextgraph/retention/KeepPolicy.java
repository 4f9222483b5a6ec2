package io.contextgraph.retention;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How long events are kept, by their type: the most exact rule counts, and a type without a rule is
 * kept for ever.
 *
 * @param rules at most one for the same types
 */
public record KeepPolicy(List<KeepRule> rules) {
  /**
   * @throws IllegalArgumentException if two rules name the same types
   */
  public KeepPolicy {
    rules = List.copyOf(rules);
    Set<String> types = new HashSet<>();
    for (KeepRule rule : rules) {
      if (!types.add(rule.types())) {
        throw new IllegalArgumentException("--keep names " + rule.types() + " twice");
      }
    }
  }

  /** How long events of a type are kept; empty if for ever. */
  public Optional<Duration> of(String type) {
    return rules.stream()
        .filter(rule -> rule.precision(type) >= 0)
        .max(Comparator.comparingInt(rule -> rule.precision(type)))
        .map(KeepRule::duration);
  }

  /** The shortest time after which any month may go; empty if none ever does. */
  Optional<Duration> shortest() {
    return rules.stream().map(KeepRule::duration).min(Comparator.naturalOrder());
  }

  /** The time after which every month goes; empty if some types are kept for ever. */
  Optional<Duration> certain() {
    boolean hasDefault = rules.stream().anyMatch(rule -> rule.types().equals(KeepRule.ALL));
    return hasDefault
        ? rules.stream().map(KeepRule::duration).max(Comparator.naturalOrder())
        : Optional.empty();
  }
}
