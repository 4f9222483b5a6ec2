package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.Slice;
import io.contextgraph.server.Availability;
import io.contextgraph.server.Standstill;
import io.contextgraph.system.TestServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader of a real ledger that stands after it has emitted slices. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LedgerStandstillIT {
  private static final int PARTITIONS = 2;
  private static final int WINDOW = 50;

  private final String database = TestServers.newLedger();
  private final WakeablePause pause = new WakeablePause();
  private final Standstill standstill = new Standstill(System::nanoTime);
  private final LedgerSplitReader reader = reader();
  private boolean usable = true;
  private int recorded;

  /** The consumer stays at position 0, as one that applies nothing. */
  private final class Consumer implements ConsumerProgress {
    @Override
    public List<LedgerMark> marks(String ledgerId) {
      if (!usable) {
        throw new UnusableConsumerException(new IllegalStateException("to be repaired"));
      }
      return List.of(new LedgerMark(ledgerId, 0, null));
    }

    @Override
    public void close() {}
  }

  private LedgerSplitReader reader() {
    LedgerSourceMetrics metrics =
        new LedgerSourceMetrics(
            UnregisteredMetricsGroup.createSourceReaderMetricGroup(),
            standstill,
            new Availability(System::nanoTime));
    return new LedgerSplitReader(
        new LedgerConnection(TestServers.ledger(database, "ledger_reader")),
        new SliceReader(new Consumer(), PARTITIONS, WINDOW, metrics, pause),
        pause,
        standstill);
  }

  @BeforeEach
  void emitSlices() throws Exception {
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(new LedgerSplit(LedgerMark.NONE))));
    record(20);
    assertThat(emitted()).containsExactly("0 to 20", "0 to 20");
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private void record(int count) throws SQLException {
    List<Event> events = new ArrayList<>();
    for (int i = recorded; i < recorded + count; i++) {
      events.add(
          EventFields.valid()
              .with("event_id", String.format("00000000-0000-4000-8000-%012d", i))
              .event("events", "1-" + i));
    }
    recorded += count;
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      writer.append(events);
    }
  }

  private List<String> emitted() throws IOException {
    // No test of the standstill waits.
    pause.wakeUp();
    List<String> slices = new ArrayList<>();
    RecordsWithSplitIds<Slice> records = reader.fetch();
    while (records.nextSplit() != null) {
      for (Slice it = records.nextRecordFromSplit();
          it != null;
          it = records.nextRecordFromSplit()) {
        slices.add(it.after() + " to " + it.upTo());
      }
    }
    return slices;
  }

  /** The window has space for 30 more positions. */
  private void stand() throws Exception {
    usable = false;
    record(WINDOW - 20);
    // The window is open, so the store is polled again only after these.
    assertThat(emitted()).containsExactly("20 to 50", "20 to 50");
    assertThat(emitted()).isEmpty();
    assertThat(standstill.reason()).isEqualTo("to be repaired");
  }

  @Test
  void slicesThatWereEmittedBeforeAStandstillAreNotEmittedAgain() throws Exception {
    stand();
    usable = true;
    record(10);
    assertThat(emitted()).isEmpty();
    assertThat(standstill.stands()).isFalse();
  }

  @Test
  void aLedgerThatWasReplacedDuringAStandstillRestartsTheRegion() throws Exception {
    stand();
    replaceLedger();
    usable = true;
    assertThatThrownBy(this::emitted)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed");
  }

  @Test
  void aLedgerThatWasReplacedRestartsTheRegionEvenWhileItStands() throws Exception {
    stand();
    replaceLedger();
    assertThatThrownBy(this::emitted)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed");
  }

  private void replaceLedger() throws SQLException {
    try (Connection connection = TestServers.ledger(database, "postgres").open();
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE ledger_owner");
      statement.execute("UPDATE ledger.head SET ledger_id = gen_random_uuid()");
    }
  }
}
