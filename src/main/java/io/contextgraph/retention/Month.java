package io.contextgraph.retention;

import java.time.Instant;

/**
 * A partition of the ledger that has the events of a month.
 *
 * @param partition its name
 * @param lower the beginning of the month
 * @param upper its end, excluded
 */
public record Month(String partition, Instant lower, Instant upper) {}
