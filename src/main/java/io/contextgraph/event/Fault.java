package io.contextgraph.event;

/**
 * One thing that keeps an entry from being an event.
 *
 * @param detail for a human reader
 */
public record Fault(Reason reason, String detail) {}
