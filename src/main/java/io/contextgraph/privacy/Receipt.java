package io.contextgraph.privacy;

import java.time.Instant;
import java.util.Optional;

/**
 * What an erasure destroyed and what it did not.
 *
 * @param ledgerId the ledger whose events it is about
 * @param issuedAt when these facts were found
 */
public record Receipt(
    String ledgerId,
    Instant issuedAt,
    ErasureFacts erasure,
    SubjectRemains remains,
    CopyFacts copies) {
  /** Since when no copy of the keyset can be opened; empty while one can. */
  public Optional<Instant> finalSince() {
    return erasure.finalSince();
  }
}
