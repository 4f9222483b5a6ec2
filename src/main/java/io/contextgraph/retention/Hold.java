package io.contextgraph.retention;

import java.time.Instant;

/**
 * A hold that is in force.
 *
 * @param position of the event retention.held, by which it is released
 * @param heldAt when that event was recorded
 * @param heldBy the user of the operating system who ran the command
 */
public record Hold(
    HoldTarget target, long position, Instant heldAt, String heldBy, String reason) {}
