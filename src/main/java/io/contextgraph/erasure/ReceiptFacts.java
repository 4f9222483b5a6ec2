package io.contextgraph.erasure;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.Tombstone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what a receipt says, as it is now.
 *
 * @param store as the officer
 * @param ledger reads events, with auto-commit on
 * @param backupRetention how long copies of the key store are kept, if the operator says so
 */
public record ReceiptFacts(KeyStore store, Connection ledger, Optional<Duration> backupRetention) {
  /**
   * The receipt of an erasure that is recorded.
   *
   * @param letters the dead letters that name the subject
   * @param archives the files of the archived months in force
   * @param now the time of the receipt
   */
  public Receipt find(
      Tombstone tombstone, LetterRemains letters, List<String> archives, Instant now)
      throws SQLException {
    RecordedErasure recorded =
        RecordedErasure.find(ledger, tombstone.eventId())
            .orElseThrow(() -> new SQLException("the ledger does not have the erasure", "55000"));
    ErasureFacts erasure =
        new ErasureFacts(
            tombstone.subject(),
            key(tombstone),
            tombstone.act().at(),
            ErasureEvent.actor(tombstone.act()),
            tombstone.act().reason(),
            tombstone.eventId(),
            recorded.position(),
            recorded.despite());
    String subject = tombstone.subject();
    CopyFacts copies =
        new CopyFacts(
            tombstone.leases().until(),
            latest(tombstone.leases().plainSealedAt(), recorded.plainSealedAt()),
            backupRetention,
            letters,
            store.openings(subject),
            LedgerReadings.find(ledger, subject),
            archives);
    return new Receipt(
        LedgerHead.read(ledger).ledgerId(),
        now.truncatedTo(ChronoUnit.MICROS),
        erasure,
        new SubjectEvents(ledger).remains(subject),
        copies);
  }

  /** A key store that was restored from a backup has an earlier time than the ledger. */
  private static Optional<Instant> latest(Optional<Instant> store, Optional<Instant> ledger) {
    return Stream.of(store, ledger).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  private Optional<ErasedKey> key(Tombstone tombstone) throws SQLException {
    if (tombstone.keyset().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new WrappingKeys(store.keks().all()).of(tombstone.keyset().get(), tombstone.act().at()));
  }
}
