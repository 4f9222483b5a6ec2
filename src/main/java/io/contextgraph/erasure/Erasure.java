package io.contextgraph.erasure;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.privacy.DespiteHolds;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.Lease;
import io.contextgraph.privacy.Tombstone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Erases a subject: destroys its keyset, waits until no program may use it any more, and records
 * the erasure in the ledger. The tombstone in the key store is the first step, and remembers how
 * far the others came, so whatever interrupts an erasure, the next one of the same subject
 * completes it, and repeats none of its effects. Used by one thread.
 */
public final class Erasure {
  /** How often the end of the last lease is checked by the store's clock, 100 ms apart. */
  private static final int CHECKS = 100;

  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(Lease.SECONDS);

  private final KeyStore store;
  private final ControlEvents control;
  private final Connection ledger;
  private final Observer observer;

  /** Steps, in their order. */
  public enum Step {
    /** The keyset is destroyed. */
    DESTROYED,
    /** No program uses it any more. */
    LEASES_ENDED,
    /** The ledger has the event. */
    RECORDED,
    /** The key store knows its position. */
    REMEMBERED,
    /** Nothing is left to do. */
    FINISHED
  }

  /** Follows an erasure, and waits for it. */
  public interface Observer {
    /** A step is complete, now or since an earlier run. */
    void reached(Step step);

    /** Waits; {@code duration} is how long programs may still use the keyset. */
    void await(Duration duration) throws InterruptedException;
  }

  /**
   * @param store as the officer
   * @param ledger reads events, with auto-commit on
   */
  public Erasure(KeyStore store, ControlEvents control, Connection ledger, Observer observer) {
    this.store = store;
    this.control = control;
    this.ledger = ledger;
    this.observer = observer;
  }

  /**
   * Erases the subject, or completes an erasure.
   *
   * @param reason why; that of an earlier erasure stays
   * @param event the id of the event, if this is the first erasure
   * @param despite what holds the subject, if this is the first erasure
   * @return the tombstone, with everything that the steps changed
   */
  public Tombstone run(
      String subject, String reason, EventId event, ControlEvent.Actor who, DespiteHolds despite)
      throws SQLException, InterruptedException {
    Tombstone tombstone = store.erase(subject, reason, event, who, despite);
    observer.reached(Step.DESTROYED);
    if (tombstone.finishedAt().isEmpty()) {
      awaitLeases(tombstone);
    }
    observer.reached(Step.LEASES_ENDED);
    long position = record(tombstone);
    observer.reached(Step.RECORDED);
    if (tombstone.position().isEmpty()) {
      store.record(subject, position);
    }
    observer.reached(Step.REMEMBERED);
    finish(subject);
    observer.reached(Step.FINISHED);
    return store.erased(subject).orElseThrow();
  }

  /**
   * Waits as long as the last lease had left when the keyset was destroyed, by the store's clock,
   * and no longer than a lease lasts: an erasure that was applied to a restored store has the time
   * of the first one. After an interruption that may be too long. The store checks the end.
   */
  private void awaitLeases(Tombstone tombstone) throws InterruptedException {
    Optional<Instant> until = tombstone.leases().until();
    if (until.isPresent() && until.get().isAfter(tombstone.act().at())) {
      Duration left = Duration.between(tombstone.act().at(), until.get());
      observer.await(left.compareTo(LONGEST) < 0 ? left : LONGEST);
    }
  }

  /** Returns the position of the event, which is appended unless the ledger has it. */
  private long record(Tombstone tombstone) throws SQLException {
    Optional<RecordedErasure> recorded = RecordedErasure.find(ledger, tombstone.eventId());
    if (recorded.isEmpty()) {
      appendOnce(tombstone);
      recorded = RecordedErasure.find(ledger, tombstone.eventId());
    }
    return recorded
        .map(RecordedErasure::position)
        .orElseThrow(
            () ->
                new SQLException(
                    "the ledger that is read does not have the event that was appended: the"
                        + " addresses name two servers, or a standby",
                    "55000"));
  }

  /**
   * Another erasure of the subject, at the same time, may have recorded the event with another time
   * of the last plain value.
   */
  private void appendOnce(Tombstone tombstone) throws SQLException {
    try {
      control.appendOnce(
          ErasureEvent.of(tombstone),
          ErasureEvent.actor(tombstone.act()),
          tombstone.eventId(),
          tombstone.act().at());
    } catch (SQLException | RuntimeException e) {
      if (RecordedErasure.find(ledger, tombstone.eventId()).isEmpty()) {
        throw e;
      }
    }
  }

  /** The clock of this machine may be a little ahead of the store's. */
  private void finish(String subject) throws SQLException, InterruptedException {
    for (int check = 1; ; check++) {
      if (check == CHECKS) {
        store.finish(subject);
        return;
      }
      if (store.finishIfEnded(subject)) {
        return;
      }
      observer.await(BETWEEN_CHECKS);
    }
  }
}
