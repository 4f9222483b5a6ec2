package io.contextgraph.canary;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an encoder wrote is found, whatever surrounds the marker. */
class NeedlesTest {
  private static final String MARKER = "q7Hd0xWm3TzK9bRv";
  private static final List<Needle> NEEDLES = Needles.ofText("it", MARKER);

  private static Set<Encoding> found(byte[] text) throws IOException {
    return new Search(NEEDLES)
        .in(new ByteArrayInputStream(text)).hits().keySet().stream()
            .map(Needle::encoding)
            .collect(Collectors.toSet());
  }

  @Test
  void everyAlignmentOfBase64IsFound() throws Exception {
    for (int before = 0; before < 6; before++) {
      byte[] text = ("x".repeat(before) + MARKER + "ÿÿ").getBytes(UTF_8);
      assertThat(found(Base64.getEncoder().encode(text))).containsExactly(Encoding.BASE64);
      assertThat(found(Base64.getUrlEncoder().encode(text))).containsExactly(Encoding.BASE64);
    }
  }

  /** In ASCII the two alphabets do not differ. */
  @Test
  void bytesAreFoundInBothAlphabetsOfBase64() throws Exception {
    byte[] key = new byte[32];
    new Random(5).nextBytes(key);
    Search search = new Search(Needles.ofBytes("key", key));
    Map<Encoding, Base64.Encoder> encoders =
        Map.of(
            Encoding.BASE64, Base64.getEncoder(),
            Encoding.BASE64_URL, Base64.getUrlEncoder());
    for (Map.Entry<Encoding, Base64.Encoder> encoder : encoders.entrySet()) {
      byte[] text = encoder.getValue().encode(key);
      assertThat(search.in(new ByteArrayInputStream(text)).hits().keySet())
          .extracting(Needle::encoding)
          .containsExactly(encoder.getKey());
    }
  }

  @Test
  void textIsFoundInEachOfItsForms() throws Exception {
    HexFormat escapes = HexFormat.of().withPrefix("\\u00");
    byte[] marker = MARKER.getBytes(UTF_8);
    Map<String, Encoding> forms = new TreeMap<>();
    forms.put(escapes.formatHex(marker), Encoding.JSON_ESCAPES);
    forms.put(escapes.withUpperCase().formatHex(marker), Encoding.JSON_ESCAPES);
    forms.put("\\x7b" + HexFormat.of().formatHex(marker) + "7d", Encoding.HEX);
    forms.put(HexFormat.of().formatHex(marker).toUpperCase(Locale.ROOT), Encoding.HEX);
    forms.put(HexFormat.of().withPrefix("\\x").formatHex(marker), Encoding.ESCAPED_BYTES);
    for (Map.Entry<String, Encoding> form : forms.entrySet()) {
      assertThat(found(form.getKey().getBytes(UTF_8))).containsExactly(form.getValue());
    }
    assertThat(found(("é" + MARKER).getBytes(UTF_16LE))).contains(Encoding.UTF_16LE);
    assertThat(found(("é" + MARKER).getBytes(UTF_16BE))).contains(Encoding.UTF_16BE);
    assertThat(found(("x" + MARKER).getBytes(UTF_8))).contains(Encoding.UTF_8);
  }

  /** Its decompressor reads a run's length minus 1, then the run. */
  @Test
  void aMarkerIsFoundWhereverARunOfLzfEndsInIt() throws Exception {
    for (int cut = 0; cut <= MARKER.length(); cut++) {
      String text = MARKER.substring(0, cut) + '\u001f' + MARKER.substring(cut);
      assertThat(found(text.getBytes(UTF_8))).as("cut at %d", cut).contains(Encoding.LZF);
    }
  }

  /** A control byte of 0 announces eight literals. */
  @Test
  void aMarkerIsFoundWhereverAGroupOfPglzBeginsInIt() throws Exception {
    for (int before = 0; before < 8; before++) {
      StringBuilder text = new StringBuilder("\1");
      for (int i = 0; i < MARKER.length(); i++) {
        text.append(i % 8 == before ? "\0" : "").append(MARKER.charAt(i));
      }
      assertThat(found(text.toString().getBytes(UTF_8)))
          .as("%d before", before)
          .contains(Encoding.PGLZ);
    }
  }

  @Test
  void aMarkerThatMayLieSomewhereByChanceIsRefused() {
    assertThatThrownBy(() -> Needles.ofText("it", "q7Hd0xWm3TzK9bR"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is too short to be searched for");
  }
}
