package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void inUtf8OnlyABrokenArgumentIsDamaged() {
    Arguments utf8 = new Arguments("UTF-8");
    assertThat(utf8.damage("events", "--session", "caf\u00e9?", "日本")).isEmpty();
    assertThat(utf8.damage("events", "caf\ufffd").orElseThrow())
        .contains("'caf\ufffd' was not typed in UTF-8");
  }

  @Test
  void helpBeforeACommandIsTheOptionBehindIt() {
    assertThat(Arguments.withHelpAsOption("help")).containsExactly("--help");
    assertThat(Arguments.withHelpAsOption("help", "ask", "causes"))
        .containsExactly("ask", "causes", "--help");
    assertThat(Arguments.withHelpAsOption("events", "help")).containsExactly("events", "help");
    assertThat(Arguments.withHelpAsOption()).isEmpty();
  }

  @Test
  void inAnyOtherEncodingLettersBeyondAsciiMayBeOthersThanTyped() {
    Arguments ascii = new Arguments("ANSI_X3.4-1968");
    assertThat(ascii.damage("events", "--session", "plain")).isEmpty();
    assertThat(ascii.damage("events", "caf??").orElseThrow())
        .contains("'caf??'", "ANSI_X3.4-1968", "LC_ALL", "C.UTF-8");
    assertThat(new Arguments("ISO-8859-1").damage("caf\u00c3\u00a9")).isPresent();
  }
}
