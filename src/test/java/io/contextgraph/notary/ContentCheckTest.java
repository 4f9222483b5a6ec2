package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventLine;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.event.RecordedEvents;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentCheckTest {
  private final LeafFields recorded = MemoryLedger.of(1, 1).leaf(1).fields();

  private static PresentedEvent event() {
    String line = EventLine.of(RecordedEvents.at(1, MemoryLedger.event(1, 1)));
    return PresentedEvent.parse(line.getBytes(StandardCharsets.UTF_8), Clock.systemUTC());
  }

  private List<Finding> findings(byte[] contentHash) {
    LeafFields fields =
        new LeafFields(
            recorded.eventId(),
            contentHash,
            recorded.personalData(),
            recorded.stream(),
            recorded.entryId());
    ProvenLeaf leaf = new ProvenLeaf(MemoryLedger.of(1, 1).leaf(1).leaf(), fields);
    return new ContentCheck(leaf).check(event());
  }

  @Test
  void theRecordedContentIsProven() {
    assertThat(Finding.hold(findings(recorded.contentHash()))).isTrue();
  }

  @Test
  void aContentHashOfAnUnknownVersionIsWrongAndNotOnlyUnproven() {
    byte[] unknown = recorded.contentHash().clone();
    unknown[0] = 99;
    List<Finding> findings = findings(unknown);
    assertThat(Finding.hold(findings)).isFalse();
    assertThat(findings)
        .contains(
            Finding.wrong(
                "the content of the event cannot be compared: its hash has version 99, unknown"
                    + " here"));
  }
}
