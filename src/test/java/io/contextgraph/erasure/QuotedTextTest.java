package io.contextgraph.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.note.MalformedNoteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTest {
  @Test
  void whatHidesIsEscapedAndReadBack() {
    String text = "a\"b\\c\n\u202Ed\u2028\uE000é\uD83D\uDE00";
    String quoted = QuotedText.of(text);
    assertThat(quoted).isEqualTo("\"a\\\"b\\\\c\\u000a\\u202ed\\u2028\\ue000é\uD83D\uDE00\"");
    assertThat(QuotedText.read(quoted)).isEqualTo(text);
  }

  /** U+1FAE0 is assigned since Unicode 14: Java 17 escapes it, Java 21 does not. */
  @ParameterizedTest
  @ValueSource(strings = {"\"\\ud83e\\udee0\"", "\"\uD83E\uDEE0\"", "\"\\u00e9\"", "\"é\""})
  void aCharacterThatOnlySomeVersionsOfJavaKnowIsReadInEitherForm(String quoted) {
    assertThat(QuotedText.read(quoted)).isIn("\uD83E\uDEE0", "é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\u0061\"",
        "\"\\u00E9\"",
        "\"\\n\"",
        "\"\\/\"",
        "\"\u202E\"",
        "\"a\" ",
        "\"a",
        "a\"",
        "\"\uE000\""
      })
  void anythingElseIsRefused(String quoted) {
    assertThatThrownBy(() -> QuotedText.read(quoted)).isInstanceOf(MalformedNoteException.class);
  }
}
