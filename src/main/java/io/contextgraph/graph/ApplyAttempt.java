package io.contextgraph.graph;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of trying to apply a batch.
 *
 * @param retryAfter how long to wait before the same batch is tried again; null if it was applied
 * @param answered false only while the store is unavailable
 */
record ApplyAttempt(@Nullable Duration retryAfter, boolean answered) {
  static final ApplyAttempt APPLIED = new ApplyAttempt(null, true);
}
