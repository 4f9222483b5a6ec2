package io.contextgraph.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an erasure destroyed and what it did not.
 *
 * @param ledgerId the ledger whose events it is about
 * @param issuedAt when these facts were found
 * @param openings the latest openings, the newest first, at most {@link #MAX_OPENINGS}
 */
public record Receipt(
    String ledgerId,
    Instant issuedAt,
    ErasureFacts erasure,
    SubjectRemains remains,
    CopyFacts copies,
    List<Opening> openings) {
  /** Openings that are listed; all are counted. */
  public static final int MAX_OPENINGS = 100;

  public Receipt {
    openings = List.copyOf(openings);
    if (openings.size() > MAX_OPENINGS || copies.openings() < openings.size()) {
      throw new IllegalArgumentException("too many openings: " + openings.size());
    }
  }

  /** Since when no copy of the keyset can be opened; empty while one can. */
  public Optional<Instant> finalSince() {
    return erasure.finalSince();
  }
}
