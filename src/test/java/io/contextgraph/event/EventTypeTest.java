package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventTypeTest {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");

  private static boolean isValid(String text) {
    return EventType.isValid(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTypeIsValidExactlyIfItMatchesThePattern() {
    String alphabet = "ab.1_Aé";
    Random random = new Random(5);
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(7); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(isValid(text.toString()))
          .as(text.toString())
          .isEqualTo(FORM.matcher(text).matches());
    }
  }

  @Test
  void oneWordIsEnoughAndNoWordIsNot() {
    assertThat(isValid("execute")).isTrue();
    assertThat(isValid("")).isFalse();
    assertThat(isValid(".")).isFalse();
  }

  @Test
  void aTypeHasAtMost128Characters() {
    assertThat(isValid("a." + "b".repeat(126))).isTrue();
    assertThat(isValid("a." + "b".repeat(127))).isFalse();
  }

  @Test
  void theLedgersOwnTypesAreReservedByTheirPrefixWithItsDot() {
    for (String word : new String[] {"audit", "privacy", "retention"}) {
      assertThat(reserved(word + ".x")).contains(word + ".");
      assertThat(reserved(word + ".a.b")).contains(word + ".");
      assertThat(reserved(word)).isEmpty();
      assertThat(reserved(word + "s.x")).isEmpty();
      assertThat(reserved("my." + word + ".x")).isEmpty();
    }
    assertThat(reserved("")).isEmpty();
  }

  private static Optional<String> reserved(String text) {
    return EventType.reservedPrefix(text.getBytes(StandardCharsets.UTF_8));
  }
}
