package io.contextgraph.evidence;

import io.contextgraph.notary.Finding;
import io.contextgraph.producer.JsonLines;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks what can be checked of dead letters, which no tree covers: that they are those that the
 * manifest describes.
 */
record LetterCheck(Question question, LetterCounts expected) {
  /** The first thing that is wrong. */
  Optional<Finding> check(InputStream letters) throws IOException {
    RecordReader lines =
        RecordReader.lines(Member.DEAD_LETTERS.fileName(), letters, JsonLines.MAX_BYTES);
    SortedMap<String, Long> reasons = new TreeMap<>();
    long last = 0;
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      Letter letter;
      try {
        letter = Letter.parse(line);
      } catch (IllegalArgumentException e) {
        return wrong(lines.place() + ": " + FailureText.of(e));
      }
      String fault = fault(letter, last);
      if (fault != null) {
        return wrong(lines.place() + ": " + fault);
      }
      last = letter.id();
      reasons.merge(letter.reason(), 1L, Long::sum);
    }
    return reasons.equals(expected.byReason())
        ? Optional.empty()
        : wrong(Member.DEAD_LETTERS.fileName() + " has other counts than the manifest");
  }

  private static Optional<Finding> wrong(String sentence) {
    return Optional.of(Finding.wrong(sentence));
  }

  private @Nullable String fault(Letter letter, long last) {
    Instant until = expected.seenUntil();
    Letter.Entry entry = letter.entry();
    if (letter.id() <= last) {
      return "letter " + letter.id() + " does not come after letter " + last;
    }
    if (until == null
        || letter.firstSeenAt().isAfter(until)
        || !question.contains(letter.firstSeenAt())) {
      return "the letter was not seen in the time of the question";
    }
    if ((entry != null) != question.showsLetters()) {
      return entry == null ? "the letter's fields are missing" : "the fields should not be here";
    }
    return entry == null ? null : fault(letter, entry);
  }

  private @Nullable String fault(Letter letter, Letter.Entry entry) {
    if (letter.bytes() != entry.fields().length
        || !letter.sha256().equals(Digests.sha256(entry.fields()))) {
      return "the letter's fields are not those of its digest";
    }
    return question.isNamedBy(entry.fields()) ? null : "the letter does not name the question's";
  }
}
