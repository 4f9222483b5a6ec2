package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.query.Bounds;
import io.contextgraph.query.Cut;
import io.contextgraph.query.SessionPlace;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CutNoteTest {
  private static String note(String bound, long value) {
    return new CutNote(new Cut(bound, value, null)).text();
  }

  @Test
  void everyBoundIsNamedWithItsOptionAndItsRange() {
    assertThat(note(Bounds.LIMIT, Bounds.DEFAULT_LIMIT))
        .isEqualTo("The answer is not complete: --limit 1000 was reached; it may be up to 100000.");
    assertThat(note(Bounds.DEPTH, Bounds.DEFAULT_DEPTH))
        .isEqualTo("The answer is not complete: --depth 100 was reached; it may be up to 10000.");
    assertThat(note(Bounds.EVENTS, Bounds.DEFAULT_EVENTS))
        .isEqualTo(
            "The answer is not complete: --events 1000000 was reached; it may be up to 100000000.");
    assertThat(note(Bounds.TIMEOUT, Bounds.DEFAULT_TIMEOUT))
        .isEqualTo("The answer is not complete: --timeout 30 was reached; it may be up to 3600.");
  }

  @Test
  void aBoundThatCannotBeGreaterIsNotSaidToBe() {
    assertThat(note(Bounds.DEPTH, Bounds.MAX_DEPTH))
        .isEqualTo("The answer is not complete: --depth 10000 was reached; it cannot be greater.");
  }

  @Test
  void aTimelineSaysWhichOptionsContinueIt() {
    SessionPlace next = new SessionPlace(Instant.parse("2026-11-02T09:00:00.5Z"), 1_999);
    assertThat(new CutNote(new Cut(Bounds.LIMIT, 1_000, next)).text())
        .isEqualTo(
            "The answer is not complete: --limit 1000 was reached;"
                + " continue with --from 2026-11-02T09:00:00.500Z --after 1999.");
  }
}
