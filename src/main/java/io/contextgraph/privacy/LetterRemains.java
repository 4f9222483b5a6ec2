package io.contextgraph.privacy;

import java.time.Instant;
import java.util.Optional;

/**
 * The dead letters that name a subject.
 *
 * @param letters all of them
 * @param withPersonalData those whose entry had personal data in plain, which were not kept
 * @param lastSeenAt when the last of the latter was recorded; empty if there is none
 */
public record LetterRemains(long letters, long withPersonalData, Optional<Instant> lastSeenAt) {}
