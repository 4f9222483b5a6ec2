package io.contextgraph.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class LeafTest {
  private static final byte[] CONTENT_HASH = new byte[33];

  static {
    Arrays.fill(CONTENT_HASH, (byte) 7);
  }

  private final LeafDigest digests = new LeafDigest();

  @Test
  void theDigestIsThatOfTheConcatenatedFields() throws Exception {
    MessageDigest expected = MessageDigest.getInstance("SHA-256");
    expected.update(HexFormat.of().parseHex("00112233445566778899aabbccddeeff"));
    expected.update(CONTENT_HASH);
    expected.update(MessageDigest.getInstance("SHA-256").digest(new byte[] {1, 2, 3}));
    expected.update(new byte[] {0, 0, 0, 3});
    expected.update("sé".getBytes(StandardCharsets.UTF_8));
    expected.update(new byte[] {0, 0, 0, 3});
    expected.update("1-0".getBytes(StandardCharsets.UTF_8));
    assertThat(digest(new byte[] {1, 2, 3}).toBytes()).isEqualTo(expected.digest());
  }

  @Test
  void theFormOfVersion1DoesNotChange() {
    Leaf leaf = new Leaf(258, 1_700_000_000_000_001L, digest(null));
    assertThat(HexFormat.of().formatHex(leaf.toBytes()))
        .startsWith("01" + "0000000000000102" + "00060a24181e4001")
        .hasSize(2 * Leaf.LENGTH);
    assertThat(Leaf.of(leaf.toBytes())).isEqualTo(leaf);
    assertThat(HexFormat.of().formatHex(leaf.hash(new Sha256()).toBytes()))
        .isEqualTo("e47669549f023d2f17f6c3cbdbb0c4e1d603003a7e2572d561bac2727bb85ea4");
  }

  @Test
  void bytesOfAnotherVersionOrLengthAreNoLeaf() {
    byte[] other = new Leaf(1, 2, digest(null)).toBytes();
    other[0] = 2;
    assertThatThrownBy(() -> Leaf.of(other)).hasMessageContaining("version 1");
    assertThatThrownBy(() -> Leaf.of(new byte[48])).hasMessageContaining("version 1");
  }

  private Hash digest(byte[] personalData) {
    return digests.of(
        0x0011223344556677L, 0x8899aabbccddeeffL, CONTENT_HASH, personalData, "sé", "1-0");
  }
}
