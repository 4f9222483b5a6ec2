package io.contextgraph.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question.
 *
 * @param rows JSON objects
 * @param cut null if the answer is complete
 */
public record Answer(List<String> rows, @Nullable Cut cut) {
  public Answer {
    rows = List.copyOf(rows);
  }

  /** The rows, and a last object that says so if the answer was cut. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(rows);
    if (cut != null) {
      lines.add(cut.json());
    }
    return lines;
  }
}
