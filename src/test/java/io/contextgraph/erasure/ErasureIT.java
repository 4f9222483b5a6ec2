package io.contextgraph.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventId;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.privacy.DespiteHold;
import io.contextgraph.privacy.DespiteHolds;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.LedgerComparison;
import io.contextgraph.privacy.TestStore;
import io.contextgraph.privacy.Tombstone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An erasure that ends after any of its steps is completed by the next one. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ErasureIT {
  private static final DespiteHolds HOLDS =
      DespiteHolds.of(List.of(new DespiteHold("session", "s\"1", 17, "a \\ reason")));

  private TestStore test;

  @BeforeEach
  void create() throws SQLException {
    test = TestStore.create();
  }

  /** Ends the program, as far as the key store and the ledger can tell, after a step. */
  private record EndingAfter(Erasure.@Nullable Step last, List<Duration> waits)
      implements Erasure.Observer {
    @Override
    public void reached(Erasure.Step step) {
      if (step == last) {
        throw new IllegalStateException("ended after " + step);
      }
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
      waits.add(duration);
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
  }

  private static Erasure.Observer never() {
    return new EndingAfter(null, new ArrayList<>());
  }

  private Tombstone erase(String reason, Erasure.Observer observer, DespiteHolds holds)
      throws Exception {
    try (KeyStore officer = test.open("officer");
        Connection ledger = test.as("ledger_reader").openLedger();
        ControlEvents control =
            ControlEvents.open(
                test.as("ledger_control"),
                TestStore.OFFICER,
                UUID::randomUUID,
                InstantSource.system())) {
      return new Erasure(officer, control, ledger, observer)
          .run("p", reason, EventId.of(UUID.randomUUID()), TestStore.OFFICER, holds);
    }
  }

  private void createKey() throws SQLException {
    try (KeyStore sealer = test.open("sealer")) {
      test.lease(sealer, "p");
    }
    // As if the lease had ended: a row without one.
    test.execute(
        "ALTER TABLE privacy.subject DISABLE TRIGGER keep_subject",
        "UPDATE privacy.subject SET leased_until = NULL",
        "ALTER TABLE privacy.subject ENABLE ALWAYS TRIGGER keep_subject");
  }

  private String erasures() throws SQLException {
    return test.text("SELECT count(*) FROM ledger.event WHERE event_type = 'privacy.erased'");
  }

  @ParameterizedTest
  @EnumSource(Erasure.Step.class)
  void theNextRunCompletesItWhateverStepWasTheLast(Erasure.Step last) throws Exception {
    createKey();
    assertThatThrownBy(() -> erase("first", new EndingAfter(last, new ArrayList<>()), HOLDS))
        .hasMessage("ended after " + last);
    try (KeyStore officer = test.open("officer")) {
      assertThat(officer.erased("p").orElseThrow().act().reason()).isEqualTo("first");
    }

    Tombstone completed = erase("second", never(), DespiteHolds.NONE);

    assertThat(completed.act().reason()).isEqualTo("first");
    assertThat(completed.finishedAt()).isPresent();
    assertThat(completed.position()).hasValue(1);
    assertThat(erasures()).isEqualTo("1");
    assertThat(test.text("SELECT count(*) FROM ledger.dead_letter")).isEqualTo("0");
    assertThat(test.text("SELECT event_id::text FROM ledger.event"))
        .isEqualTo(completed.eventId().toString());
    assertThat(erase("third", never(), DespiteHolds.NONE)).isEqualTo(completed);
    try (Connection ledger = test.as("ledger_reader").openLedger()) {
      assertThat(RecordedErasure.find(ledger, completed.eventId()).orElseThrow())
          .isEqualTo(new RecordedErasure(1, HOLDS, Optional.empty()));
    }
    test.compare();
  }

  @Test
  @Tag("full")
  void itDoesNotEndBeforeTheLastLeaseHas() throws Exception {
    try (KeyStore sealer = test.open("sealer")) {
      test.lease(sealer, "p");
    }
    EndingAfter observer = new EndingAfter(null, new ArrayList<>());
    long before = System.nanoTime();
    Tombstone erased = erase("asked", observer, DespiteHolds.NONE);
    assertThat(observer.waits().get(0)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(observer.waits().get(0));
    assertThat(erased.finishedAt().orElseThrow()).isAfter(erased.leases().until().orElseThrow());
  }

  /** The first erasure was days before the lease of the restored keyset ended. */
  @Test
  void anErasureThatWasAppliedToARestoredStoreWaitsNoLongerThanALease() throws Exception {
    createKey();
    long position = test.recordErasure("p", Optional.empty());
    try (KeyStore officer = test.open("officer");
        Connection ledger = test.as("ledger_reader").openLedger()) {
      new LedgerComparison(officer, ledger).applyMissing();
    }
    test.execute(
        "ALTER TABLE privacy.subject DISABLE TRIGGER keep_subject",
        "UPDATE privacy.subject SET erased_at = erased_at - interval '3 d',"
            + " leased_until = clock_timestamp() - interval '1 s'",
        "ALTER TABLE privacy.subject ENABLE ALWAYS TRIGGER keep_subject");
    List<Duration> waits = new ArrayList<>();
    Erasure.Observer observer =
        new Erasure.Observer() {
          @Override
          public void reached(Erasure.Step step) {}

          @Override
          public void await(Duration duration) {
            waits.add(duration);
          }
        };
    assertThat(erase("again", observer, DespiteHolds.NONE).position()).hasValue(position);
    assertThat(waits).containsExactly(Duration.ofSeconds(30));
  }

  /** A key store that is restored from a backup may not know it any more. */
  @Test
  void theEventSaysWhenValuesThatCameInPlainWereLastSealed() throws Exception {
    createKey();
    test.execute("UPDATE privacy.subject SET plain_sealed_at = '2026-11-02T09:00:00.5Z'");
    Tombstone erased = erase("asked", never(), DespiteHolds.NONE);
    try (Connection ledger = test.as("ledger_reader").openLedger()) {
      assertThat(RecordedErasure.find(ledger, erased.eventId()).orElseThrow().plainSealedAt())
          .contains(Instant.parse("2026-11-02T09:00:00.500Z"));
    }
  }

  /** The ledger was restored, and lost the event of an erasure that the key store remembers. */
  @Test
  void anEventThatTheLedgerLostIsAppendedAgain() throws Exception {
    createKey();
    Tombstone erased = erase("asked", never(), DespiteHolds.NONE);
    TestStore other = TestStore.create();
    try (KeyStore officer = test.open("officer");
        Connection ledger = other.as("ledger_reader").openLedger();
        ControlEvents control =
            ControlEvents.open(
                other.as("ledger_control"),
                TestStore.OFFICER,
                UUID::randomUUID,
                InstantSource.system())) {
      Tombstone again =
          new Erasure(officer, control, ledger, never())
              .run(
                  "p",
                  "again",
                  EventId.of(UUID.randomUUID()),
                  TestStore.OFFICER,
                  DespiteHolds.NONE);
      assertThat(again).isEqualTo(erased);
      assertThat(RecordedErasure.find(ledger, erased.eventId())).isPresent();
    }
  }
}
