package io.contextgraph.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
  /** Lines as {@code number:text}; | stands for a line end, _ for a space. */
  @ParameterizedTest
  @CsvSource({
    "a|b, 1:a 2:b",
    "a|b|, 1:a 2:b",
    "||a||_|b, 3:a 6:b",
    "'', ''",
    "|, ''",
    "_a_, 1:_a_",
  })
  void blankLinesAreSkippedAndTheOthersKeepTheirNumbers(String text, String expected)
      throws IOException {
    byte[] bytes = text.replace('|', '\n').replace('_', ' ').getBytes(StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    try (JsonLines lines = new JsonLines(new ByteArrayInputStream(bytes))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        found.add(
            lines.number() + ":" + new String(line, StandardCharsets.UTF_8).replace(' ', '_'));
      }
    }
    assertThat(String.join(" ", found)).isEqualTo(expected);
  }

  @Test
  void ofALineBeyondTheLimitOnlyTheBeginningIsKept() throws IOException {
    byte[] bytes = new byte[JsonLines.MAX_BYTES + 5];
    Arrays.fill(bytes, (byte) 'x');
    bytes[JsonLines.MAX_BYTES + 3] = '\n';
    try (JsonLines lines = new JsonLines(new ByteArrayInputStream(bytes))) {
      assertThat(lines.next()).hasSize(JsonLines.MAX_BYTES);
      assertThat(lines.size()).isEqualTo(JsonLines.MAX_BYTES + 3L);
      assertThat(lines.next()).hasSize(1);
      assertThat(lines.size()).isEqualTo(1);
      assertThat(lines.number()).isEqualTo(2);
      assertThat(lines.next()).isNull();
    }
  }
}
