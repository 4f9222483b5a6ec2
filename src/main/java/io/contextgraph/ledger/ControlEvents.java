package io.contextgraph.ledger;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Records in the ledger what privileged commands do, by the append of every other event: a control
 * event has a position, is part of the tree and never changes. The job may append meanwhile. Not
 * thread-safe.
 */
public final class ControlEvents implements AutoCloseable {
  private static final int RETRIES = 5;
  private static final String NOT_IN_PREREQUISITE_STATE = "55000";

  /** What ledger.refuse_append says. */
  private static final String SUSPENDED =
      "signed positions of this ledger were lost, so nothing is recorded until \"context-graph"
          + " ledger fork\" is done: see \"The ledger was restored or failed over\" in"
          + " docs/operations.md";

  private final PostgresLedger ledger;
  private final ControlEvent.Actor actor;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  private ControlEvents(
      PostgresLedger ledger, ControlEvent.Actor actor, Supplier<UUID> ids, InstantSource clock) {
    this.ledger = ledger;
    this.actor = actor;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Connects and locks the head once, so that a command that could not be recorded is refused
   * before it does anything.
   *
   * @param control connects as a role that may append
   * @param actor who runs the command
   * @param ids creates random ids
   * @throws SQLException also if recording is suspended (55000)
   */
  public static ControlEvents open(
      PostgresConnections control,
      ControlEvent.Actor actor,
      Supplier<UUID> ids,
      InstantSource clock)
      throws SQLException {
    ControlEvents events = openForFork(control, actor, ids, clock);
    try {
      requireRecording(control);
      return events;
    } catch (SQLException | RuntimeException e) {
      events.close();
      throw e;
    }
  }

  /** As {@link #open}, but also while nothing except a fork is recorded. */
  public static ControlEvents openForFork(
      PostgresConnections control,
      ControlEvent.Actor actor,
      Supplier<UUID> ids,
      InstantSource clock)
      throws SQLException {
    PostgresLedger ledger = new PostgresLedger(control, LedgerMark.NONE, RETRIES);
    try {
      ledger.append(List.of());
      return new ControlEvents(ledger, actor, ids, clock);
    } catch (SQLException | RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  private static void requireRecording(PostgresConnections control) throws SQLException {
    try (Connection ledger = control.openLedger()) {
      if (TreeHead.suspension(ledger) != null) {
        throw new SQLException(SUSPENDED, NOT_IN_PREREQUISITE_STATE);
      }
    }
  }

  /**
   * Appends an event, which is durable when this method returns.
   *
   * @return its position
   * @throws SQLException if the append failed, after retries
   */
  public long append(ControlEvent control) throws SQLException {
    return append(control.toEvent(actor, EventId.of(ids.get()), clock.instant()));
  }

  /**
   * Appends an event of something that was done elsewhere before. It is durable when this method
   * returns; a repetition with the same arguments changes nothing.
   *
   * @param who did it
   * @param id of the event
   * @param at when it was done
   * @throws SQLException if the append failed, after retries, or the id has other content
   */
  public void appendOnce(ControlEvent control, ControlEvent.Actor who, EventId id, Instant at)
      throws SQLException {
    append(control.toEvent(who, id, at));
  }

  private long append(Event event) throws SQLException {
    AppendResult result = ledger.append(List.of(event));
    if (!result.deadLetters().isEmpty()) {
      throw new SQLException(
          "Postgres refuses the control event: " + result.deadLetters().get(0).detail(), "22000");
    }
    return result.mark().position();
  }

  @Override
  public void close() throws SQLException {
    ledger.close();
  }
}
