package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LetterKeysTest {
  private static final byte[] FIELDS =
      FieldsFormat.write(EventFields.valid().with("agent_id", "a2").list());

  @Test
  void aLetterNamesTheFirstOfEachKey() {
    assertThat(LetterKeys.of(FIELDS))
        .isEqualTo(new LetterKeys("01a19b7c-a680-71c3-ace8-a48712937ea3", "s1", "a2"));
    assertThat(LetterKeys.traceId(FIELDS)).isEqualTo("t1");
  }

  @Test
  void fieldsThatAreCutOffNameWhatTheyReach() {
    for (int length = 0; length < FIELDS.length; length++) {
      byte[] cut = Arrays.copyOf(FIELDS, length);
      assertThat(LetterKeys.traceId(cut)).isNull();
      assertThat(LetterKeys.of(cut).sessionId()).isIn(null, "s1");
    }
  }

  @Test
  void aLengthThatTheFieldsDoNotHaveTakesNoMemory() {
    byte[] claimed = {1, 0x7F, -1, -1, -1, 'x'};
    assertThat(LetterKeys.of(claimed)).isEqualTo(new LetterKeys(null, null, null));
    assertThat(LetterKeys.traceId(claimed)).isNull();
  }
}
