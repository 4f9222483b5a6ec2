package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealedValueTest {
  private static final byte[] CIPHERTEXT = new byte[33];

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void aSealedValueOfVersion1HasTheseBytes() {
    SealedValue value = new SealedValue(258, CIPHERTEXT);
    String golden = "0100000102" + "00".repeat(33);
    assertThat(HexFormat.of().formatHex(value.toBytes())).isEqualTo(golden);
    assertThat(value.toBase64())
        .asString()
        .isEqualTo("AQAAAQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assertThat(SealedValue.parse(HexFormat.of().parseHex(golden)))
        .usingRecursiveComparison()
        .isEqualTo(value);
  }

  @Test
  void everyValueIsReadBackAndItsLengthInBase64IsKnownBefore() {
    Random random = new Random(20261126);
    for (int round = 0; round < 1_000; round++) {
      byte[] ciphertext = new byte[33 + random.nextInt(500)];
      random.nextBytes(ciphertext);
      SealedValue value = new SealedValue(1 + random.nextInt(Integer.MAX_VALUE - 1), ciphertext);
      byte[] base64 = value.toBase64();
      assertThat(SealedValue.parseBase64(base64)).usingRecursiveComparison().isEqualTo(value);
      assertThat(base64).hasSize(SealedValue.base64Length(ciphertext.length - 33));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', at least 38 bytes",
    "AQAAAAE=, at least 38 bytes",
    "AQAAAQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, with padding",
    "AQAAAQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=, with padding",
    "AQAAAQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_=, not base64",
    "AgAAAQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, version 2",
    "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, version 0 of its key",
    "Af////8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, version -1 of its key"
  })
  void whatIsNoSealedValueIsRefused(String base64, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SealedValue.parseBase64(ascii(base64)))
        .withMessageContaining(reason);
  }

  @Test
  void anEventThatIsSealedLaterKeepsItsFieldsAndGetsTheSealedOne() {
    byte[] plain = ascii("{\"name\":\"Ada\"}");
    RawEntry entry =
        EventFields.valid()
            .with("subject_id", "p")
            .with("personal_data", plain)
            .with("payload", "{\"a\":1}")
            .with("other", "o")
            .entry("events", "1-1");
    Decoded decoded =
        new EventCodec(EventLimits.DEFAULT, PlainPersonalData.SEAL, EventFields.CLOCK)
            .decode(entry);
    Decoded.Unsealed unsealed = (Decoded.Unsealed) decoded;
    assertThat(unsealed.personalData()).isEqualTo(plain);
    SealedValue sealed = new SealedValue(1, CIPHERTEXT);
    Event event = unsealed.event().withPersonalData(sealed);
    assertThat(event.personalData()).isEqualTo(sealed);
    assertThat(event.contentHash()).isEqualTo(unsealed.event().contentHash());

    DeadLetter letter = event.toDeadLetter(Reason.ID_CONFLICT, "");
    byte[] expected =
        FieldsFormat.write(
            EventFields.valid()
                .with("subject_id", "p")
                .with("personal_data_sealed", sealed.toBase64())
                .with("payload", "{\"a\":1}")
                .with("other", "o")
                .list());
    assertThat(letter.fields()).isEqualTo(expected);
    Event again = EventFields.ofFields(FieldsFormat.read(letter.fields())).event("events", "2-1");
    assertThat(again.personalData()).usingRecursiveComparison().isEqualTo(sealed);
    assertThat(again.contentHash()).isEqualTo(event.contentHash());
    assertThat(Arrays.equals(unsealed.event().fields(), event.fields())).isFalse();
  }
}
