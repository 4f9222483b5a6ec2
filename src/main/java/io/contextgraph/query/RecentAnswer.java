package io.contextgraph.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an answer about the newest events of a range contains.
 *
 * @param rows the number of rows
 * @param hasMoreRows whether rows were left out because of the maximum number of rows
 * @param readSince null if all events of the range were read, otherwise the time of the oldest that
 *     was read
 * @param atOneTime whether all events that were read occurred at the same time
 */
public record RecentAnswer(
    int rows, boolean hasMoreRows, @Nullable Instant readSince, boolean atOneTime) {}
