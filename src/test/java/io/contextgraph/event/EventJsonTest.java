package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
  private static List<String> fields(String line) {
    return EventJson.fields(line.getBytes(StandardCharsets.UTF_8)).stream()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void textIsDecodedAndOtherValuesAreAsWritten() {
    assertThat(fields("{\"a\":\"\\u00e9\\n\",\"b\":1.50,\"c\":true,\"d\":null,\"\\u0065\":\"\"}"))
        .containsExactly("a", "é\n", "b", "1.50", "c", "true", "e", "");
  }

  @Test
  void anObjectKeepsItsBytesEvenIfTheDecoderWillRefuseThem() {
    assertThat(fields("{\"payload\": { \"é\" : [1e5,\"\\ud800\"],\"\\uDFFF\":1 } ,\"x\":[ ]}"))
        .containsExactly("payload", "{ \"é\" : [1e5,\"\\ud800\"],\"\\uDFFF\":1 }", "x", "[ ]");
  }

  @Test
  void whatTheLedgerAddedIsOmittedAndAttributesBecomeFields() {
    assertThat(
            fields(
                "{\"ledger\":{\"a\":[{}]},"
                    + "\"attributes\":{\"ledger\":\"x\",\"n\":null,\"o\":{ }}}"))
        .containsExactly("ledger", "x", "o", "{ }");
    assertThat(fields("{\"ledger\":null,\"attributes\":null}")).isEmpty();
  }

  @Test
  void aPayloadInBase64ReplacesTheOtherOne() {
    assertThat(fields("{\"payload_base64\":\"e30K\",\"a\":1,\"payload\":{}}"))
        .containsExactly("a", "1", "payload", "{}\n");
    assertThat(fields("{\"payload_base64\":null,\"payload\":{}}")).containsExactly("payload", "{}");
    assertThat(fields("{\"attributes\":{\"payload_base64\":\"x\"}}"))
        .containsExactly("payload_base64", "x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"\\ud800\":1}", "{\"a\":\"x\\udfff\"}", "{\"a\":1,\"b\\udfff\":\"c\"}"})
  void halfOfASurrogatePairInAStringOrANameIsRefused(String line) {
    assertThatThrownBy(() -> fields(line))
        .hasMessage("a string in it contains half of a surrogate pair");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{", "{} {}", "{\"a\":}", "{\"a\":1]"})
  void aLineThatIsNotOneObjectIsRefused(String line) {
    assertThatThrownBy(() -> fields(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
