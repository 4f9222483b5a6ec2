package io.contextgraph.cli;

import io.contextgraph.erasure.SubjectEvents;
import io.contextgraph.privacy.DespiteHold;
import io.contextgraph.retention.Hold;
import io.contextgraph.retention.HoldTarget;
import io.contextgraph.retention.Holds;
import io.contextgraph.retention.RecordedHolds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
   * @param others since which position another session or agent is held, the last of them: events
   *     of the subject that were archived before may be in it; 0 if none is
   */
  record Found(List<DespiteHold> holds, long others) {
    Found {
      holds = List.copyOf(holds);
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
            .mapToLong(Hold::position)
            .max()
            .orElse(0));
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
