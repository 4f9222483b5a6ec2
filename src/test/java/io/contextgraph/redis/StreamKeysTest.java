package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamKeysTest {
  private final StreamKeys keys = new StreamKeys(4);

  @Test
  void aKeyOfTextWithinTheLimitIsDecoded() {
    assertThat(keys.decode("üü".getBytes(StandardCharsets.UTF_8))).contains("üü");
  }

  @Test
  void aKeyThatIsTooLongOrNotTextIsIgnored() {
    assertThat(keys.decode("abcde".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(keys.decode(new byte[] {'a', 0})).isEmpty();
    assertThat(keys.decode(new byte[] {(byte) 0xc3})).isEmpty();
  }
}
