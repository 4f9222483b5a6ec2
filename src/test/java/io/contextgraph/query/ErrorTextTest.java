package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"error\":\"boom\"}|boom",
        "{\"message\":\"later\",\"error\":\"first\"}|first",
        "{\"error\":{\"code\":7,\"type\":\"T\",\"message\":\"inner\"}}|inner",
        "{\"error\":{\"type\":\"T\"}}|T",
        "{\"error\":{},\"reason\":\"r\"}|r",
        "{\"error\":null,\"exception.message\":\"x\"}|x",
        "{\"error\":\" \",\"stderr\":\"x\"}|x",
        "{\"error.type\":\"timeout\"}|timeout",
        "{\"other\":{\"error\":\"not this\"},\"error\":\"this\"}|this"
      })
  void theFirstUsualKeyWithATextIsTheError(String payload, String error) {
    assertThat(ErrorText.of(payload, null)).contains(error);
  }

  @Test
  void anEventThatSaysNothingHasNone() {
    assertThat(ErrorText.of(null, null)).isEmpty();
    assertThat(ErrorText.of("{}", "{\"a\":\"b\"}")).isEmpty();
    assertThat(ErrorText.of("{\"error\":17,\"n\":" + "1".repeat(3_000) + "}", null)).isEmpty();
  }

  @Test
  void theAttributesAreReadWhereThePayloadSaysNothing() {
    assertThat(ErrorText.of("{\"a\":1}", "{\"error\":\"x\"}")).contains("x");
  }
}
