package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEscapesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonEscapes scan(String text) {
    return JsonEscapes.scan(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String replaced(String text) {
    return new String(scan(text).withoutLoneSurrogates(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "\\ud800, \\ue000",
    "\\uDFFF, \\ue7ff",
    "\\ud800\\uE7ff, \\ue800\\uE7ff",
    "\\ud800\uE000, \\ue800\uE000",
    "\\udfff\\ue000\uEFFF, \\uf7ff\\ue000\uEFFF",
    "\\ud800\\ue000\\ue800\\uf000, \\ue000\\ue000\\ue800\\uf000",
    "\\udc00\\ud800, \\ue400\\ue000",
    "\\ud83d\\ud83d\\ude00, \\ue03d\\ud83d\\ude00",
    "\\ud83dx\\ude00, \\ue03dx\\ue600",
    "\\\\\\ud800, \\\\\\ue000",
    "x\\u0041\\ud900, x\\u0041\\ue100",
  })
  void aLoneSurrogateBecomesAPrivateUseCharacter(String text, String expected) {
    assertThat(replaced(text)).isEqualTo(expected);
    assertThat(scan(text).hasLoneSurrogate()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "\\ud83d\\ude00",
    "\\\\ud800",
    "\\ud80",
    "\\ud80g",
    "\\Ud800",
    "\\",
    "ud800",
    "\\uE000",
    "\\u1d800",
  })
  void anyOtherTextIsReturnedAsItIs(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(JsonEscapes.scan(bytes).withoutLoneSurrogates()).isSameAs(bytes);
    assertThat(scan(text).hasLoneSurrogate()).isFalse();
  }

  @Test
  void anEscapedNulIsFoundAndAnEscapedBackslashBeforeItIsNot() {
    assertThat(scan("{\"a\":\"\\u0000\"}").hasNul()).isTrue();
    assertThat(scan("{\"a\":\"\\\\u0000\"}").hasNul()).isFalse();
  }

  /** In a JSON string, the scan finds what the string contains after parsing. */
  @Test
  void theScanAgreesWithTheDecodedStringWhateverTheEscapes() throws Exception {
    List<String> parts =
        List.of(
            "\\ud83d", "\\uDE00", "\\udbff", "\\udc00", "\\u0000", "\\u0041", "\\\\", "\\\"", "\\n",
            "u", "d800", "𝄞", "é");
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(8); i > 0; i--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      String json = "\"" + text + "\"";
      String decoded = JSON.readValue(json, String.class);
      JsonEscapes escapes = scan(json);
      assertThat(escapes.hasNul()).as(json).isEqualTo(decoded.indexOf(0) >= 0);
      assertThat(escapes.hasLoneSurrogate()).as(json).isEqualTo(Utf8.encode(decoded) == null);
      String expected =
          decoded
              .codePoints()
              .map(point -> point >= 0xD800 && point <= 0xDFFF ? point + 0x800 : point)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(JSON.readValue(escapes.withoutLoneSurrogates(), String.class))
          .as(json)
          .isEqualTo(expected);
    }
  }
}
