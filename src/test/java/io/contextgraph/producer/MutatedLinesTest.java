package io.contextgraph.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.PlainPersonalData;
import io.contextgraph.event.RawEntry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines with a few wrong bytes: each gets a verdict, which the codec shares. */
class MutatedLinesTest {
  private static final int ROUNDS = 20_000;
  private static final String[] PIECES = {
    "NaN",
    "null",
    "\"",
    "\\u0000",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\t",
    "\u0000",
    "é",
    "\"ledger\":",
    "\"payload\":{},",
    "\"attributes\":{\"a\":1},",
    "-",
    "1e999999",
    "True",
    "\uFEFF"
  };
  private static final String LINE =
      "{\"event_id\":\"01a19b7c-a680-71c3-ace8-a48712937ea3\",\"event_type\":\"tool.execute\","
          + "\"occurred_at\":\"2026-11-02T09:00:00Z\",\"session_id\":\"s\",\"agent_id\":\"ä\","
          + "\"trace_id\":\"t\",\"payload\":{\"a\":[1.5,\"\\u00e9\"]},\"payload_base64\":\"e30=\","
          + "\"attributes\":{\"b\":\"c\"},\"ledger\":{\"global_position\":7}}";

  private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
  private final LineCheck check =
      new LineCheck(EventLimits.DEFAULT, PlainPersonalData.REFUSE, clock);
  private final EventCodec codec = new EventCodec(EventLimits.DEFAULT, clock);
  private final long seed = Long.getLong("seed", 20261126L);
  private final Random random = new Random(seed);

  private byte[] mutated() {
    byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(line.length);
      line =
          switch (random.nextInt(3)) {
            case 0 -> joined(line, at, PIECES[random.nextInt(PIECES.length)], at);
            case 1 -> joined(line, at, "", Math.min(line.length, at + 1 + random.nextInt(9)));
            default -> replaced(line, at, (byte) random.nextInt(256));
          };
    }
    return line;
  }

  private static byte[] joined(byte[] line, int start, String piece, int end) {
    byte[] middle = piece.getBytes(StandardCharsets.UTF_8);
    byte[] joined = Arrays.copyOf(line, start + middle.length + line.length - end);
    System.arraycopy(middle, 0, joined, start, middle.length);
    System.arraycopy(line, end, joined, start + middle.length, line.length - end);
    return joined;
  }

  private static byte[] replaced(byte[] line, int at, byte value) {
    byte[] replaced = line.clone();
    replaced[at] = value;
    return replaced;
  }

  @Test
  void aVerdictIsInWordsOfThisSystemAndTheCodecAcceptsWhatIsAccepted() {
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] line = mutated();
      String text = "seed " + seed + ": " + new String(line, StandardCharsets.UTF_8);
      CheckedLine checked = check.check(line, line.length);
      if (checked instanceof CheckedLine.Accepted fields) {
        accepted++;
        assertThat(codec.decode(new RawEntry("s", "1-1", fields.fields(), 1, true)))
            .as(text)
            .isInstanceOf(Decoded.Valid.class);
      } else if (checked instanceof CheckedLine.Refused refused) {
        assertThat(refused.text())
            .as(text)
            .isNotBlank()
            .doesNotContain("Json", "Feature", "token", "nexpected", "was expecting", "Exception")
            .doesNotContainPattern("\\p{Cntrl}");
      }
    }
    assertThat(accepted).isBetween(ROUNDS / 20, ROUNDS / 2);
  }
}
