package io.contextgraph.erasure;

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
  /** Since when no copy of a keyset of the subject opens anything; empty while one may. */
  public Optional<Instant> finalSince() {
    return erasure.finalSince(hasSealed() || !copies.archives().isEmpty());
  }

  private boolean hasSealed() {
    return remains.sealed().positions() > 0 || copies.letters().sealed() > 0;
  }

  /** Whether neither the key store nor the ledger ever heard of the subject, as far as is known. */
  public boolean isAboutNothing() {
    return erasure.key().isEmpty()
        && remains.plain().events() == 0
        && copies.letters().letters() == 0
        && copies.archives().isEmpty();
  }

  /** Whether values were sealed with a keyset that the key store does not know. */
  boolean lacksKeyset() {
    return erasure.key().isEmpty() && hasSealed();
  }
}
