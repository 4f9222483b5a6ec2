package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventId;
import io.contextgraph.tree.LeafDigest;
import io.contextgraph.tree.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProvenLeafTest {
  private final Sha256 sha256 = new Sha256();
  private final byte[] contentHash = new byte[33];
  private final byte[] sealed = {1, 2, 3};

  private ProvenLeaf leaf() {
    Arrays.fill(contentHash, (byte) 7);
    EventId id = EventId.parse("00112233-4455-6677-8899-aabbccddeeff");
    LeafFields fields = new LeafFields(id, contentHash, sha256.of(sealed), "sé", "1-0");
    return ProvenLeaf.of(258, 1_700_000_000_000_001L, fields, sha256);
  }

  @Test
  void theFormOfVersion1DoesNotChange() {
    String digest = HexFormat.of().formatHex(leaf().leaf().digest().toBytes());
    String expected =
        "01"
            + ("01" + "0000000000000102" + "00060a24181e4001" + digest)
            + "00112233445566778899aabbccddeeff"
            + "07".repeat(33)
            + "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"
            + "00000003"
            + "73c3a9"
            + "00000003"
            + "312d30";
    assertThat(HexFormat.of().formatHex(leaf().toBytes())).isEqualTo(expected);
  }

  @Test
  void theDigestIsThatOfTheAppend() {
    ProvenLeaf leaf = leaf();
    EventId id = leaf.fields().eventId();
    assertThat(leaf.leaf().digest())
        .isEqualTo(new LeafDigest().of(id.high(), id.low(), contentHash, sealed, "sé", "1-0"));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ProvenLeaf read = ProvenLeaf.of(leaf().toBytes());
    assertThat(read.leaf()).isEqualTo(leaf().leaf());
    assertThat(read.toBytes()).isEqualTo(leaf().toBytes());
    assertThat(read.fields().stream()).isEqualTo("sé");
    assertThat(read.fields().entryId()).isEqualTo("1-0");
  }

  @Test
  void noBitOfItCanBeChangedExceptPositionAndTime() {
    byte[] bytes = leaf().toBytes();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      boolean positionOrTime = bit / 8 >= 2 && bit / 8 < 18;
      if (!positionOrTime) {
        assertThatThrownBy(() -> ProvenLeaf.of(changed))
            .as("bit %d", bit)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void bytesThatAreCutOffOrFollowedByOthersAreRefused() {
    byte[] bytes = leaf().toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ProvenLeaf.of(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ProvenLeaf.of(Arrays.copyOf(bytes, bytes.length + 1)))
        .hasMessageContaining("follow");
  }
}
