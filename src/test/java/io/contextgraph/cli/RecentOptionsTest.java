package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.query.RecentAnswer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is said about an answer of recent events that is not complete. */
class RecentOptionsTest {
  private static final Instant TIME = Instant.parse("2026-11-02T09:00:00Z");
  private static final RecentAnswer MORE_ROWS = new RecentAnswer(9, true, null, false);

  private static String note(RecentAnswer answer, String... words) {
    StringWriter err = new StringWriter();
    CommandLine.populateCommand(new RecentOptions(), words)
        .report(answer, new PrintWriter(err, true), "Nothing.", "for older ones use --to %s");
    return err.toString().strip();
  }

  @Test
  void aLimitThatCannotBeGreaterIsNotSaidToBe() {
    assertThat(note(MORE_ROWS, "--limit", "9"))
        .isEqualTo("The answer is not complete: --limit 9 was reached; a greater one shows more.");
    assertThat(note(MORE_ROWS, "--limit", "100000"))
        .isEqualTo("The answer is not complete: --limit 100000 was reached; it cannot be greater.");
  }

  @Test
  void theNextOlderEventsIncludeThoseOfTheTimeThatWasReached() {
    assertThat(note(new RecentAnswer(9, false, TIME, false), "--events", "5"))
        .isEqualTo(
            "The answer is not complete: --events 5 was reached, so only events since"
                + " 2026-11-02T09:00:00Z were read; for older ones use --to"
                + " 2026-11-02T09:00:00.000001Z.");
  }

  /** The same --to would read the same events for ever. */
  @Test
  void ifAllEventsReadHaveOneTimeTheNextOnesAreThoseBeforeIt() {
    RecentAnswer answer = new RecentAnswer(9, false, TIME, true);
    assertThat(note(answer, "--events", "5"))
        .isEqualTo(
            "The answer is not complete: --events 5 was reached; a greater one shows more; all"
                + " events that were read occurred at 2026-11-02T09:00:00Z; for older ones use --to"
                + " 2026-11-02T09:00:00Z.");
    assertThat(note(answer, "--events", "10000000")).contains("; it cannot be greater; all events");
  }

  @Test
  void anAnswerWithoutRowsSaysSo() {
    assertThat(note(new RecentAnswer(0, false, null, false))).isEqualTo("Nothing.");
  }
}
