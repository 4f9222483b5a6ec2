package io.contextgraph.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer about the newest events of a range.
 *
 * @param rows JSON objects, the newest first
 * @param hasMoreRows whether rows were left out because of the maximum number of rows
 * @param readSince null if all events of the range were read, otherwise the time of the oldest that
 *     was read
 */
public record RecentAnswer(List<String> rows, boolean hasMoreRows, @Nullable Instant readSince) {
  public RecentAnswer {
    rows = List.copyOf(rows);
  }
}
