package io.contextgraph.producer;

import io.contextgraph.event.Reason;
import java.util.List;

/** What becomes of a line: the fields of an entry that the job records, or a refusal. */
public sealed interface CheckedLine {
  /**
   * @param fields alternating names and values
   */
  record Accepted(List<byte[]> fields) implements CheckedLine {}

  /**
   * @param reason the reason of the dead letter that the line would become
   * @param detail what is wrong, for a human reader
   */
  record Refused(Reason reason, String detail) implements CheckedLine {}
}
