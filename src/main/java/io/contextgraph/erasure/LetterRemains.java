package io.contextgraph.erasure;

import java.time.Instant;
import java.util.Optional;

/**
 * The dead letters that name a subject, or may be about it.
 *
 * @param letters all of them
 * @param sealed those with sealed personal data
 * @param withPersonalData those whose entry had personal data in plain, which were not kept, or may
 *     have had because it was too large to be kept
 * @param lastSeenAt when the last of the latter was recorded; empty if there is none
 * @param ofUnknownSubject those that do not name one subject that an event can have, and whose
 *     entry had personal data in plain or may have had
 */
public record LetterRemains(
    long letters,
    long sealed,
    long withPersonalData,
    Optional<Instant> lastSeenAt,
    long ofUnknownSubject) {
  /** Whether an entry with personal data of the subject may have come to Redis in plain. */
  boolean mayHaveComeInPlain() {
    return withPersonalData > 0 || ofUnknownSubject > 0;
  }
}
