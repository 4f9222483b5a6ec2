package io.contextgraph.cli;

import io.contextgraph.erasure.SubjectEvents;
import io.contextgraph.privacy.DespiteHold;
import io.contextgraph.privacy.DespiteHolds;
import io.contextgraph.retention.Hold;
import io.contextgraph.retention.HoldTarget;
import io.contextgraph.retention.Holds;
import io.contextgraph.retention.RecordedHolds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the holds that concern a subject: on the subject, and on sessions and agents in which the
 * subject has events that the ledger has rows of.
 *
 * @param ledger reads events
 */
record SubjectHolds(Connection ledger) {
  /**
   * What is held.
   *
   * @param holds those that concern the subject, the oldest first
   * @param others those on other sessions and agents, the oldest first: events of the subject that
   *     were archived before one of them may be in it
   */
  record Found(List<DespiteHold> holds, List<DespiteHold> others) {
    Found {
      holds = List.copyOf(holds);
      others = List.copyOf(others);
    }

    /** The archives that decide whether the others concern the subject are before this position. */
    long decidedBefore() {
      return others.isEmpty() ? 0 : others.get(others.size() - 1).position();
    }

    /**
     * The holds in spite of which an erasure is made: those that concern the subject, and those
     * that may, because a month was archived before.
     *
     * @param firstArchive the position of the oldest archive in force; empty if there is none
     */
    DespiteHolds despite(OptionalLong firstArchive) {
      return DespiteHolds.of(
          Stream.concat(
                  holds.stream(),
                  others.stream()
                      .filter(hold -> hold.position() > firstArchive.orElse(Long.MAX_VALUE)))
              .sorted(Comparator.comparingLong(DespiteHold::position))
              .toList());
    }
  }

  Found of(String subject) throws SQLException {
    Holds holds = new RecordedHolds(ledger).read();
    Set<HoldTarget> targets = new LinkedHashSet<>();
    targets.add(new HoldTarget(HoldTarget.Kind.SUBJECT, subject));
    if (holds.hasAny(EnumSet.of(HoldTarget.Kind.SESSION, HoldTarget.Kind.AGENT))) {
      new SubjectEvents(ledger)
          .places(
              subject,
              (session, agent) -> {
                add(targets, holds, new HoldTarget(HoldTarget.Kind.SESSION, session));
                add(targets, holds, new HoldTarget(HoldTarget.Kind.AGENT, agent));
              });
    }
    return new Found(
        holds.all().stream()
            .filter(hold -> targets.contains(hold.target()))
            .map(SubjectHolds::despite)
            .toList(),
        holds.all().stream()
            .filter(hold -> hold.target().kind() != HoldTarget.Kind.SUBJECT)
            .filter(hold -> !targets.contains(hold.target()))
            .map(SubjectHolds::despite)
            .sorted(Comparator.comparingLong(DespiteHold::position))
            .toList());
  }

  /** Remembers only what is held: a subject may have any number of sessions. */
  private static void add(Set<HoldTarget> targets, Holds holds, HoldTarget target) {
    if (!holds.of(target).isEmpty()) {
      targets.add(target);
    }
  }

  private static DespiteHold despite(Hold hold) {
    return new DespiteHold(
        hold.target().kind().parameter(), hold.target().id(), hold.position(), hold.reason());
  }
}
