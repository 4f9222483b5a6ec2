package io.contextgraph.cli;

import io.contextgraph.erasure.LetterRemains;
import io.contextgraph.query.SubjectLetters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the dead letters that name a subject, or may be about it. */
final class SubjectLetterCount {
  private final Connection ledger;
  private long letters;
  private long sealed;
  private long withPersonalData;
  private @Nullable Instant lastSeenAt;

  /**
   * @param ledger reads dead letters
   */
  SubjectLetterCount(Connection ledger) {
    this.ledger = ledger;
  }

  LetterRemains of(String subject) throws SQLException {
    SubjectLetters all = new SubjectLetters(ledger);
    all.each(subject, this::add);
    return new LetterRemains(
        letters, sealed, withPersonalData, Optional.ofNullable(lastSeenAt), all.ofUnknownSubject());
  }

  private void add(SubjectLetters.Letter letter) {
    letters++;
    sealed += letter.sealed().isPresent() ? 1 : 0;
    if (letter.hadPersonalData()) {
      withPersonalData++;
      if (lastSeenAt == null || letter.firstSeenAt().isAfter(lastSeenAt)) {
        lastSeenAt = letter.firstSeenAt();
      }
    }
  }
}
