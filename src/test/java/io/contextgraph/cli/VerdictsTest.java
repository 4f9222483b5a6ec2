package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventLimits;
import io.contextgraph.event.PlainPersonalData;
import io.contextgraph.producer.CheckedLine;
import io.contextgraph.producer.LineCheck;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What standard error says about refused lines. */
class VerdictsTest {
  private final LineCheck check =
      new LineCheck(EventLimits.DEFAULT, PlainPersonalData.REFUSE, Clock.systemUTC());
  private final StringWriter err = new StringWriter();
  private final Verdicts verdicts = new Verdicts(new PrintWriter(err, true));

  private CheckedLine.Refused refusal(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return (CheckedLine.Refused) check.check(bytes, bytes.length);
  }

  private List<String> lines() {
    return err.toString().lines().toList();
  }

  @Test
  void aThousandRefusedLinesAreReportedOneByOneAndNotOnceMore() {
    for (int number = 1; number <= Verdicts.SINGLE; number++) {
      verdicts.refuse(number, refusal("[]"));
    }
    verdicts.end();
    assertThat(lines())
        .hasSize(Verdicts.SINGLE)
        .endsWith("line 1000: it is not a JSON object (INVALID_JSON)");
  }

  @Test
  void ofFourHundredThousandRefusedLinesEachIsInTheSummary() {
    CheckedLine.Refused noObject = refusal("[]");
    CheckedLine.Refused noField = refusal("{}");
    for (int number = 1; number <= 400_000; number++) {
      verdicts.refuse(number, number % 100_000 == 0 ? noField : noObject);
    }
    verdicts.end();
    assertThat(lines()).hasSize(Verdicts.SINGLE + 3);
    assertThat(lines().subList(Verdicts.SINGLE, Verdicts.SINGLE + 3))
        .containsExactly(
            "line 1001 is refused too: beyond 1000, refused lines are only counted by reason, at the"
                + " end",
            "MISSING_FIELD: 4 refused: lines 100000, 200000, 300000, 400000",
            "INVALID_JSON: 399996 refused: lines 1-99999, 100001-199999, 200001-299999,"
                + " 300001-399999");
  }

  @Test
  void nothingThatATerminalWouldObeyIsPrinted() {
    verdicts.refuse(1, refusal("{\"a\":1,\u001b[2J"));
    assertThat(err.toString()).doesNotContain("\u001b");
  }
}
