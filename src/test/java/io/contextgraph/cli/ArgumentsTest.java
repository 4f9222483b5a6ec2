package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
  private static final Path NONE = Path.of("/none");

  @Test
  void inUtf8OnlyABrokenArgumentIsDamaged() {
    Arguments utf8 = new Arguments("UTF-8", NONE);
    assertThat(utf8.damage("events", "--session", "caf\u00e9?", "日本")).isEmpty();
    assertThat(utf8.damage("events", "caf\ufffd").orElseThrow())
        .contains("'caf\ufffd' was not typed in UTF-8");
  }

  /** A producer that decoded a name wrongly sends U+FFFD, and the person can be erased. */
  @Test
  void aReplacementCharacterThatWasTypedIsNoDamage(@TempDir Path folder) throws IOException {
    Path commandLine = folder.resolve("cmdline");
    Arguments utf8 = new Arguments("UTF-8", commandLine);
    Files.writeString(commandLine, "java\0erase\0caf\ufffd\0");
    assertThat(utf8.damage("erase", "caf\ufffd")).isEmpty();
    Files.write(commandLine, new byte[] {'c', 'a', 'f', (byte) 0xE9, 0});
    assertThat(utf8.damage("erase", "caf\ufffd")).isPresent();
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
    Arguments ascii = new Arguments("ANSI_X3.4-1968", NONE);
    assertThat(ascii.damage("events", "--session", "plain")).isEmpty();
    assertThat(ascii.damage("events", "caf??").orElseThrow())
        .contains("'caf??'", "ANSI_X3.4-1968", "LC_ALL", "C.UTF-8");
    assertThat(new Arguments("ISO-8859-1", NONE).damage("caf\u00c3\u00a9")).isPresent();
  }
}
