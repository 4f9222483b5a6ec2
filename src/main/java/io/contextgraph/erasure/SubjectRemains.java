package io.contextgraph.erasure;

import io.contextgraph.event.PositionRanges;

/**
 * What a ledger has about a subject.
 *
 * @param asOf the position up to which it was read
 * @param sealed the positions of events with sealed personal data
 */
public record SubjectRemains(long asOf, PositionRanges.Collected sealed, PlainRemains plain) {}
