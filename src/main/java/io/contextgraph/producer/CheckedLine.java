package io.contextgraph.producer;

import io.contextgraph.event.Faults;
import java.util.List;

/** What becomes of a line: the fields of an entry that the job records, or a refusal. */
public sealed interface CheckedLine {
  /**
   * @param fields alternating names and values
   */
  record Accepted(List<byte[]> fields) implements CheckedLine {}

  /**
   * @param faults what is wrong; one of them has the reason of the dead letter that the line would
   *     become
   * @param hints sentences about what may have been meant
   */
  record Refused(Faults faults, List<String> hints) implements CheckedLine {
    /** Without hints. */
    Refused(Faults faults) {
      this(faults, List.of());
    }

    /** What is wrong and what may have been meant, for a human reader. */
    public String text() {
      return hints.isEmpty() ? faults.text() : faults.text() + "; " + String.join(", ", hints);
    }
  }
}
