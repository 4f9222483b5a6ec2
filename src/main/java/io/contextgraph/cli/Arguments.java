package io.contextgraph.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The arguments of the program as the JVM decoded them. It uses the encoding of the locale, and
 * replaces what that does not have.
 *
 * @param encoding the system property {@code sun.jnu.encoding}
 * @param commandLine a file with the bytes of this process' command line, see proc(5); without it,
 *     U+FFFD counts as a replacement
 */
record Arguments(String encoding, Path commandLine) {
  private static final String HELP = "help";
  private static final char REPLACEMENT = '\ufffd';

  /** Those of this process. */
  static Arguments ofProcess() {
    return new Arguments(
        System.getProperty("sun.jnu.encoding", "UTF-8"), Path.of("/proc/self/cmdline"));
  }

  /** The words {@code help ask causes} mean {@code ask causes --help}; others are themselves. */
  static String[] withHelpAsOption(String... words) {
    return words.length > 0 && words[0].equals(HELP)
        ? Stream.concat(Stream.of(words).skip(1), Stream.of("--help")).toArray(String[]::new)
        : words;
  }

  /** What is wrong if letters beyond ASCII may have been replaced on the way. */
  Optional<String> damage(String... arguments) {
    return Stream.of(arguments)
        .filter(it -> isUtf8() ? isReplaced(it) : !isPlain(it))
        .findFirst()
        .map(it -> reason(CellText.visible(it)));
  }

  private boolean isUtf8() {
    return encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name());
  }

  /** Or typed: what a producer decoded wrongly may be the id of a person. */
  private boolean isReplaced(String argument) {
    return argument.indexOf(REPLACEMENT) >= 0 && !isTypedInUtf8();
  }

  private boolean isTypedInUtf8() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(commandLine)));
      return true;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** In ASCII, the JVM replaces each byte of another letter by a question mark. */
  private static boolean isPlain(String argument) {
    return argument.chars().allMatch(character -> character < 0x80 && character != '?');
  }

  private String reason(String argument) {
    return isUtf8()
        ? "the argument '" + argument + "' was not typed in UTF-8"
        : "the argument '"
            + argument
            + "' may not be what was typed, because the encoding of the locale is "
            + encoding
            + "; set LC_ALL to a locale with UTF-8, such as C.UTF-8";
  }
}
