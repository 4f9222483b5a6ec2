package io.contextgraph.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Reason;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.system.TestControl;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.lettuce.core.RedisClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which dead letters are replayed and discarded, with real servers. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DeadLetterRepairIT {
  private static final EventFields INVALID = EventFields.valid().with("status", "done");

  private final String database = TestServers.newLedger();
  private final String stream = "repair-" + System.nanoTime();
  private final StoredLetters letters = new StoredLetters(database, stream);
  private final EventProducer producer = new EventProducer(TestServers.redis(), List.of(stream));
  private Connection ledger;
  private ControlEvents control;

  @BeforeEach
  void connect() throws SQLException {
    ledger = TestServers.ledger(database, "ledger_operator").open();
    control = TestControl.open(database);
  }

  @AfterEach
  void disconnect() throws SQLException {
    producer.close();
    control.close();
    ledger.close();
  }

  private DeadLetterReplay replay(boolean force) {
    EventCodec codec = new EventCodec(EventLimits.DEFAULT, Clock.systemUTC());
    return new DeadLetterReplay(
        ledger,
        producer,
        codec,
        force,
        new LetterEvents(control, Optional.empty(), Map.of("force", Boolean.toString(force))));
  }

  private void assertRefused(long id, boolean force, String... reason) throws SQLException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replay(force).replay(id))
        .withMessageContainingAll(reason);
    assertThat(status(id)).isEqualTo("open");
    assertThat(entries()).isZero();
  }

  private String status(long id) throws SQLException {
    return text("SELECT status FROM ledger.dead_letter WHERE id = " + id);
  }

  private String text(String sql) throws SQLException {
    return TestSql.text(TestServers.ledger(database, "postgres"), sql);
  }

  private long entries() {
    RedisClient client = RedisClient.create(TestServers.redis().address().uri().toString());
    try {
      return client.connect().sync().xlen(stream);
    } finally {
      client.shutdown();
    }
  }

  @Test
  void aLetterThatWouldBeRefusedAgainIsReplayedOnlyByForce() throws Exception {
    long id = letters.add(INVALID, "1-1");
    assertRefused(
        id,
        false,
        "dead letter " + id + " would be refused again with INVALID_STATUS: status must");
    assertThat(replay(true).replay(id)).matches("\\d+-\\d+");
    assertThat(status(id)).isEqualTo("replayed");
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void aJobThatMeetsTheSameEntryWhileItsLetterIsReplayedDoesNotWait() throws Exception {
    long id = letters.add(INVALID, "1-1");
    try (Connection job = TestServers.ledger(database, "ledger_writer").open();
        Statement insert = job.createStatement()) {
      ledger.setAutoCommit(false);
      LockedLetter.lock(ledger, id);
      insert.execute("SET statement_timeout = '3s'");
      assertThat(
              insert.executeUpdate(
                  "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields)"
                      + " SELECT stream, entry_id, reason, detail, fields FROM ledger.dead_letter"
                      + " ON CONFLICT DO NOTHING"))
          .isZero();
      ledger.rollback();
      ledger.setAutoCommit(true);
    }
  }

  @Test
  void aLetterThatTheRulesOfThisReleaseAcceptIsReplayed() throws Exception {
    EventFields oneWord = EventFields.valid().with("event_type", "tool_call");
    long id = letters.add(oneWord, "1-1", Reason.INVALID_EVENT_TYPE);
    replay(false).replay(id);
    assertThat(status(id)).isEqualTo("replayed");
    assertThat(entries()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replay(false).replay(id))
        .withMessage("dead letter " + id + " is replayed already");
  }

  @Test
  void aLetterOfWhichOnlyTheBeginningWasKeptIsNotReplayedEvenByForce() throws Exception {
    List<byte[]> head = EventFields.valid().with("note", "the beginnin").list();
    long id = letters.add(new RawEntry(stream, "1-1", head, 2 << 20, false));
    assertRefused(id, true, "dead letter " + id + " has only the first", "has 2097152 bytes");
  }

  @Test
  void aConflictIsNotReplayedEvenByForceBecauseItWouldOnlyMultiply() throws Exception {
    letters.append(EventFields.valid().event(stream, "1-1"));
    long id = letters.add(EventFields.valid().with("tool_name", "x"), "1-2", Reason.ID_CONFLICT);
    assertRefused(
        id, true, "conflicts with the event at position 1", "another event_id", "discard");
  }

  @Test
  void aConflictWhoseOtherEventIsGoneIsReplayed() throws Exception {
    long id = letters.add(EventFields.valid().with("tool_name", "x"), "1-2", Reason.ID_CONFLICT);
    replay(false).replay(id);
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void anEventThatWasPublishedCorrectedMakesItsLetterAConflict() throws Exception {
    long id = letters.add(EventFields.valid().with("tool_name", "x"), "1-1", Reason.INVALID_JSON);
    letters.append(EventFields.valid().event(stream, "1-2"));
    assertRefused(id, false, "conflicts with the event at position 1");
  }

  @Test
  void aDiscardedLetterKeepsReasonTimeAndRoleAndIsNotReplayed() throws Exception {
    long id = letters.add(INVALID, "1-1");
    new DeadLetterDiscard(ledger, control, "sent by a test client").discard(id);
    assertThat(
            text(
                "SELECT status || ' by ' || discarded_by || ': ' || discard_reason || ' '"
                    + " || (discarded_at BETWEEN first_seen_at AND clock_timestamp())"
                    + " FROM ledger.dead_letter"))
        .isEqualTo("discarded by ledger_operator: sent by a test client true");
    assertThat(new DeadLetters(ledger).show(id).orElseThrow())
        .contains("\"discard_reason\":\"sent by a test client\"", "\"discarded_at\":\"20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replay(true).replay(id))
        .withMessage("dead letter " + id + " is discarded already");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeadLetterDiscard(ledger, control, "again").discard(id));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeadLetterDiscard(ledger, control, "none").discard(id + 1))
        .withMessage("there is no dead letter " + (id + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeadLetterDiscard(ledger, control, " \t"));
  }

  @Test
  void aLetterStaysOpenIfWhatIsDoneToItCannotBeRecorded() throws Exception {
    long id = letters.add(INVALID, "1-1");
    TestSql.execute(
        TestServers.ledger(database, "postgres"),
        "REVOKE INSERT ON ledger.event FROM ledger_control");
    assertThatThrownBy(() -> new DeadLetterDiscard(ledger, control, "x").discard(id))
        .hasMessageContaining("permission denied for table event");
    assertThatThrownBy(() -> replay(true).replay(id))
        .hasMessageContainingAll(
            "dead letter " + id + " was added as ", "permission denied for table event");
    assertThat(status(id)).isEqualTo("open");
    assertThat(text("SELECT count(*) FROM ledger.event_identity")).isEqualTo("0");
  }

  @Test
  void aReplayThatRedisRefusesIsRecordedAsFailed() throws Exception {
    long id = letters.add(INVALID, "1-1");
    RedisClient client = RedisClient.create(TestServers.redis().address().uri().toString());
    try {
      client.connect().sync().set(stream, "no stream");
      assertThatThrownBy(() -> replay(true).replay(id)).hasMessageContaining("WRONGTYPE");
      client.connect().sync().del(stream);
    } finally {
      client.shutdown();
    }
    assertThat(status(id)).isEqualTo("open");
    assertThat(
            text(
                "SELECT status || ' ' || (parameters->>'force') || ' ' || (result->>'error')"
                    + " FROM ledger.audit"))
        .startsWith("failed true Redis refused dead letter " + id);
  }

  @Test
  void valuesThatWereNeverKeptAreNamed() throws Exception {
    long id =
        letters.add(
            EventFields.valid().with("subject_id", "p").with("personal_data", "{}".getBytes(UTF_8)),
            "1-1");
    assertRefused(id, true, "the value of personal_data in dead letter " + id + " was not kept");
    long other =
        letters.add(
            EventFields.valid().with("subject_id", "p").with("personal_data_sealed", "{\"a\":1}"),
            "1-2");
    assertRefused(
        other, true, "the value of personal_data_sealed in dead letter " + other + " was not kept");
  }
}
