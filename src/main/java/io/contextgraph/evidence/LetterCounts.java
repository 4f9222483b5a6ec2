package io.contextgraph.evidence;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a question.
 *
 * @param seenUntil only letters with {@code first_seen_at} up to this time, {@code recorded_at} of
 *     the checkpoint's last position; null if it has none
 * @param byReason how many there are of each reason
 */
public record LetterCounts(@Nullable Instant seenUntil, SortedMap<String, Long> byReason) {
  public LetterCounts {
    byReason = Collections.unmodifiableSortedMap(new TreeMap<>(byReason));
  }

  /** All of them. */
  public long count() {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }
}
