package io.contextgraph.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that keeps an entry from being an event, the decisive fault first.
 *
 * @param named at least one
 * @param unnamed how many there are beyond those
 */
public record Faults(List<Fault> named, int unnamed) {
  /**
   * The order of faults: first those that no producer can correct, since everything else would be
   * corrected in vain; then by their reasons.
   */
  static final Comparator<Fault> ORDER =
      Comparator.comparing((Fault fault) -> fault.reason() != Reason.PERSONAL_DATA_NOT_SEALED)
          .thenComparing(Fault::reason);

  /**
   * Puts the faults in order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Faults {
    if (named.isEmpty()) {
      throw new IllegalArgumentException("an entry was rejected without a reason");
    }
    named = named.stream().sorted(ORDER).distinct().toList();
  }

  public static Faults of(Reason reason, String detail) {
    return new Faults(List.of(new Fault(reason, detail)), 0);
  }

  /** The reason of the first fault. */
  public Reason reason() {
    return named.get(0).reason();
  }

  /** All faults, each reason behind its own ones. */
  public String text() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      Fault fault = named.get(i);
      boolean last = i + 1 == named.size() || named.get(i + 1).reason() != fault.reason();
      parts.add(fault.detail() + (last ? " (" + fault.reason() + ")" : ""));
    }
    if (unnamed > 0) {
      parts.add(unnamed + " more");
    }
    return String.join("; ", parts);
  }
}
