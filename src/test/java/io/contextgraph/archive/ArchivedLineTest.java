package io.contextgraph.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventLine;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.Recording;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read from a line of an archive. */
class ArchivedLineTest {
  private static final String TRAP = "{\"x\":1,\"ledger\":{\"global_position\":5}}";

  private static byte[] line(Event event, long position, String stream) {
    Recording recording =
        new Recording(
            position, Instant.parse("2026-11-02T09:00:01Z"), event.contentHash(), stream, "1-0");
    return EventLine.of(
            new RecordedEvent(event.required(), event.optional(), event.content(), null, recording))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void thePositionIsThatOfTheLedgerWhateverPayloadAndStreamContain() {
    Random random = new Random(2026);
    for (int i = 0; i < 1_000; i++) {
      long position = 1 + random.nextLong(Long.MAX_VALUE - 1);
      String trap = random.nextBoolean() ? TRAP : "{}";
      Event event =
          EventFields.valid().with("payload", trap).with("note", trap).event("events", "1-0");
      byte[] line = line(event, position, random.nextBoolean() ? "events" : "s" + TRAP);
      assertThat(ArchivedLine.of(line).position()).isEqualTo(position);
    }
  }

  @Test
  void aLineWithoutAPositionIsRefused() {
    for (String line : new String[] {"", "{}", "{\"ledger\":{\"global_position\":5}"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ArchivedLine.of(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void anEventIsReadWithTheHashesOfItsFieldsAndAChangedOneIsNot() throws ArchiveException {
    Event event = EventFields.valid().with("payload", "{\"n\":\n1}").event("events", "1-0");
    ArchivedEvent.Parser parser = new ArchivedEvent.Parser(Clock.systemUTC());
    byte[] line = line(event, 7, "events");
    ArchivedEvent read = parser.parse(ArchivedLine.of(line));
    assertThat(EventLine.of(read.event()).getBytes(StandardCharsets.UTF_8)).isEqualTo(line);
    String text = new String(line, StandardCharsets.UTF_8);
    for (String changed :
        new String[] {
          text.replace("tool.execute", "tool.executf"), text + " ", text.replace("s1", "s2")
        }) {
      assertThat(failure(parser, changed)).contains("the archived event at position 7");
    }
  }

  private static String failure(ArchivedEvent.Parser parser, String line) {
    try {
      parser.parse(ArchivedLine.of(line.getBytes(StandardCharsets.UTF_8)));
      return "";
    } catch (ArchiveException e) {
      return e.getMessage();
    }
  }
}
