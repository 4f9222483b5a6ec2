package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterKeysTest {
  private static final byte[] FIELDS =
      FieldsFormat.write(EventFields.valid().with("agent_id", "a2").with("subject_id", "p").list());

  @Test
  void aLetterNamesTheFirstOfEachKey() {
    assertThat(LetterKeys.of(FIELDS))
        .isEqualTo(new LetterKeys("01a19b7c-a680-71c3-ace8-a48712937ea3", "s1", "a2", "p"));
    assertThat(LetterKeys.traceId(FIELDS)).isEqualTo("t1");
  }

  @Test
  void fieldsThatAreCutOffNameWhatTheyReach() {
    for (int length = 0; length < FIELDS.length; length++) {
      byte[] cut = Arrays.copyOf(FIELDS, length);
      assertThat(LetterKeys.traceId(cut)).isIn(null, "t1");
      assertThat(LetterKeys.of(cut).sessionId()).isIn(null, "s1");
    }
  }

  @Test
  void oneSubjectIsNamedOnlyIfAnEventCanHaveItAndItIsTheOnlyOne() {
    assertThat(LetterKeys.nameOneSubject(FIELDS)).isTrue();
    assertThat(names("ada", "ada")).isTrue();
    assertThat(names("ada", "eve")).isFalse();
    assertThat(names()).isFalse();
    for (String impossible : List.of("", "a\0b", "x".repeat(257))) {
      assertThat(names(impossible)).as(impossible).isFalse();
    }
    assertThat(names("x".repeat(256))).isTrue();
    byte[] noText = FieldsFormat.write(List.of(FieldName.SUBJECT_ID.bytes(), new byte[] {-1}));
    assertThat(LetterKeys.nameOneSubject(noText)).isFalse();
  }

  private static boolean names(String... subjects) {
    List<byte[]> fields = new ArrayList<>();
    for (String subject : subjects) {
      fields.add(FieldName.SUBJECT_ID.bytes());
      fields.add(subject.getBytes(StandardCharsets.UTF_8));
    }
    return LetterKeys.nameOneSubject(FieldsFormat.write(fields));
  }

  @Test
  void aLengthThatTheFieldsDoNotHaveTakesNoMemory() {
    byte[] claimed = {1, 0x7F, -1, -1, -1, 'x'};
    assertThat(LetterKeys.of(claimed)).isEqualTo(new LetterKeys(null, null, null, null));
    assertThat(LetterKeys.traceId(claimed)).isNull();
  }
}
