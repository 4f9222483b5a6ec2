package io.contextgraph.retention;

/**
 * A month and what a plan says of it.
 *
 * @param first the first position of its events, without control events; 0 if it has none
 * @param last the last one
 * @param detail why, for a person
 */
public record PlannedMonth(Month month, Verdict verdict, long first, long last, String detail) {}
