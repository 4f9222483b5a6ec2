package io.contextgraph.erasure;

import io.contextgraph.privacy.Openings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of copies.
 *
 * @param leasesEndedAt when the last lease of the keyset ended; empty if there was none
 * @param plainSealedAt when a value that had reached Redis in plain last came to the job, if ever
 * @param backupRetention how long backups, replicas and WAL of the key store are kept, if the
 *     operator says so
 * @param openings when the keyset was given out to be read
 * @param readings what the ledger says of other readings
 * @param archives the files of archived months whose rows may be missing from the ledger, so that
 *     no count has them
 */
public record CopyFacts(
    Optional<Instant> leasesEndedAt,
    Optional<Instant> plainSealedAt,
    Optional<Duration> backupRetention,
    LetterRemains letters,
    Openings openings,
    LedgerReadings readings,
    List<String> archives) {
  public CopyFacts {
    archives = List.copyOf(archives);
  }
}
