package io.contextgraph.query;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Selects events of the ledger. An event must meet all conditions; null means no condition.
 *
 * @param from the earliest {@code occurred_at}, inclusive
 * @param to the latest {@code occurred_at}, exclusive
 */
public record EventQuery(
    @Nullable String session,
    @Nullable String agent,
    @Nullable String trace,
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime to) {}
