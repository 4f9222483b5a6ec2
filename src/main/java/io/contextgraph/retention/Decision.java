package io.contextgraph.retention;

import io.contextgraph.archive.Archives;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides about months.
 *
 * @param archives those of the ledger
 * @param restored until when restored months are kept
 */
record Decision(
    KeepPolicy policy, Archives archives, RestoredMonths restored, Reach reach, Instant now) {
  /** What happens to a month, and why. */
  PlannedMonth of(Month month, MonthContent content) throws SQLException {
    Optional<MonthContent.Ends> ends = content.ends();
    if (ends.isEmpty()) {
      return new PlannedMonth(month, Verdict.EMPTY, 0, 0, "");
    }
    Reason reason = reason(month, content, ends.get());
    return new PlannedMonth(
        month, reason.verdict(), ends.get().first(), ends.get().last(), reason.detail());
  }

  private record Reason(Verdict verdict, String detail) {}

  private Reason reason(Month month, MonthContent content, MonthContent.Ends ends)
      throws SQLException {
    Reason time = time(month, content);
    if (time.verdict() != Verdict.ARCHIVE) {
      return time;
    }
    Optional<Instant> restoredUntil = restored.keptUntil(month);
    if (restoredUntil.isPresent() && restoredUntil.get().isAfter(now)) {
      return new Reason(Verdict.RESTORED, "restored; kept until " + restoredUntil.get());
    }
    Optional<Hold> hold = content.hold();
    if (hold.isPresent()) {
      return new Reason(
          Verdict.HELD, hold.get().target() + " is held since position " + hold.get().position());
    }
    return reached(month, ends, time.detail());
  }

  /** Asks for the types only if they matter: it reads the whole month. */
  private Reason time(Month month, MonthContent content) throws SQLException {
    Optional<Duration> shortest = policy.shortest();
    if (shortest.isEmpty()) {
      return new Reason(Verdict.KEPT, "no --keep");
    }
    Optional<Duration> certain = policy.certain();
    if (certain.isPresent() && !month.upper().plus(certain.get()).isAfter(now)) {
      return new Reason(Verdict.ARCHIVE, "ended " + month.upper().plus(certain.get()));
    }
    if (month.upper().plus(shortest.get()).isAfter(now)) {
      return new Reason(
          Verdict.NOT_ENDED, "kept at least until " + month.upper().plus(shortest.get()));
    }
    return ofTypes(month, content);
  }

  private Reason ofTypes(Month month, MonthContent content) throws SQLException {
    Duration longest = Duration.ZERO;
    for (String type : content.types()) {
      Optional<Duration> kept = policy.of(type);
      if (kept.isEmpty()) {
        return new Reason(Verdict.KEPT, "has events of the type " + type + ", which has no --keep");
      }
      longest = kept.get().compareTo(longest) > 0 ? kept.get() : longest;
    }
    Instant end = month.upper().plus(longest);
    return end.isAfter(now)
        ? new Reason(Verdict.NOT_ENDED, "kept until " + end)
        : new Reason(Verdict.ARCHIVE, "ended " + end);
  }

  private Reason reached(Month month, MonthContent.Ends ends, String ended) {
    if (ends.last() > reach.tree()) {
      return new Reason(
          Verdict.AWAITS_TREE, "the last full tile of the tree ends at position " + reach.tree());
    }
    if (ends.last() > reach.checkpoint()) {
      return new Reason(
          Verdict.AWAITS_CHECKPOINT,
          "the stored checkpoints end at position "
              + reach.checkpoint()
              + "; run ledger checkpoint");
    }
    if (ends.last() > reach.graph()) {
      return new Reason(Verdict.AWAITS_GRAPH, "the graph has read up to position " + reach.graph());
    }
    boolean archived =
        archives.inForce().stream()
            .map(Archives.Entry::month)
            .anyMatch(
                it ->
                    it.lower().equals(month.lower())
                        && it.positions().first() == ends.first()
                        && it.positions().last() == ends.last());
    return new Reason(archived ? Verdict.DROP : Verdict.ARCHIVE, ended);
  }
}
