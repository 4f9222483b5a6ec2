package io.contextgraph.verify;

import io.contextgraph.event.EventId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was recorded or installed.
 *
 * @param first the first position that is affected; 0 if it is none of the ledger
 * @param last the last position that may be affected
 * @param eventId the event in question, if it is known
 * @param detail what differs, for a person
 */
public record Finding(
    FindingKind kind, long first, long last, @Nullable EventId eventId, String detail) {
  /** By position; what has none comes first. */
  static final Comparator<Finding> ORDER =
      Comparator.comparingLong(Finding::first).thenComparing(Finding::kind);

  static Finding at(FindingKind kind, long position, @Nullable EventId eventId, String detail) {
    return new Finding(kind, position, position, eventId, detail);
  }

  static Finding of(FindingKind kind, Span span, String detail) {
    return new Finding(kind, span.first(), span.last(), null, detail);
  }

  static Finding of(FindingKind kind, String detail) {
    return new Finding(kind, 0, 0, null, detail);
  }

  /** Whether this finding is that of a row at one of these positions. */
  boolean isRowWithin(Span span) {
    return switch (kind) {
      case ROW_CHANGED, ROW_MISSING, ROW_INSERTED -> first <= span.last() && span.first() <= last;
      default -> false;
    };
  }
}
