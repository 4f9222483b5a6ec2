package io.contextgraph.privacy;

import java.time.Instant;

/**
 * A time at which someone was given a subject's keyset to read.
 *
 * @param who the user of the operating system and the database's role
 * @param question what was asked
 */
public record Opening(Instant at, String who, String question) {}
