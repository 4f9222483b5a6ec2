package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.Availability;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Standstill;
import io.contextgraph.server.Tls;
import io.contextgraph.system.ErrorOutput;
import java.net.URI;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

/** A projection whose ledger cannot be verified. */
class RefusedLedgerTest {
  private final WakeablePause pause = new WakeablePause();
  private final Standstill standstill = new Standstill(System::nanoTime);

  /** Is never asked. */
  private static final class NoConsumer implements ConsumerProgress {
    @Override
    public List<LedgerMark> marks(String ledgerId) {
      throw new IllegalStateException("asked");
    }

    @Override
    public void close() {}
  }

  private LedgerSplitReader reader() {
    ServerAddress address =
        new ServerAddress(
            URI.create("postgresql://localhost:1/p"),
            "ledger_writer",
            null,
            Tls.trusting("/missing/ca.crt"));
    LedgerSourceMetrics metrics =
        new LedgerSourceMetrics(
            UnregisteredMetricsGroup.createSourceReaderMetricGroup(),
            standstill,
            new Availability(System::nanoTime));
    return new LedgerSplitReader(
        new LedgerConnection(new PostgresConnections(address, "test")),
        new SliceReader(new NoConsumer(), 1, 10, metrics, pause),
        pause,
        standstill);
  }

  @Test
  void itStandsWithOneLineThatNamesTheServerAndTheReason() throws Exception {
    LedgerSplitReader reader = reader();
    pause.wakeUp();
    try (ErrorOutput output = new ErrorOutput()) {
      assertThat(reader.fetch().nextSplit()).isNull();
      assertThat(output.lines()).hasSize(1);
      assertThat(output.lines().get(0))
          .contains("The projection stands")
          .contains("postgresql://localhost:1/p as ledger_writer: no verified connection: ")
          .contains("/missing/ca.crt")
          .doesNotContain("Exception");
    } finally {
      reader.close();
    }
    assertThat(standstill.stands()).isTrue();
  }
}
