package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventId;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

/** Savepoints contain these bytes: a change here needs a new version. */
class LedgerStateSerializersTest {
  private static final LedgerMark MARK =
      new LedgerMark("0b8f6a52-7f41-4d0e-9d1c-3f2a5b6c7d8e", 123_456_789_012L, new EventId(1, -2));
  private static final LedgerMark WITHOUT_ID =
      new LedgerMark(MARK.ledgerId(), MARK.position(), null);
  private static final String LEDGER =
      "30623866366135322d376634312d346430652d396431632d336632613562366337643865";
  private static final String GOLDEN_V1 = "0000001cbe991a14" + LEDGER;
  private static final String GOLDEN =
      "0000001cbe991a14" + "010000000000000001fffffffffffffffe" + LEDGER;

  private static <T> void stored(
      SimpleVersionedSerializer<T> serializer, T state, int version, String hex)
      throws IOException {
    assertThat(serializer.getVersion()).isEqualTo(version);
    assertThat(HexFormat.of().formatHex(serializer.serialize(state))).isEqualTo(hex);
    assertThat(serializer.deserialize(version, HexFormat.of().parseHex(hex))).isEqualTo(state);
  }

  @Test
  void theSinkWriterStoresItsMarkAsGoldenBytes() throws IOException {
    stored(LedgerStateSerializers.MARK, MARK, 2, GOLDEN);
    stored(LedgerStateSerializers.MARK, WITHOUT_ID, 2, "0000001cbe991a14" + "00" + LEDGER);
    stored(LedgerStateSerializers.MARK, LedgerMark.NONE, 2, "000000000000000000");
  }

  @Test
  void theSplitIsStoredAsItsMark() throws IOException {
    stored(LedgerStateSerializers.SPLIT, new LedgerSplit(MARK), 2, GOLDEN);
  }

  @Test
  void theEnumeratorStoresTheUnassignedSplitOrNoBytes() throws IOException {
    stored(LedgerStateSerializers.UNASSIGNED, Optional.of(new LedgerSplit(MARK)), 2, GOLDEN);
    stored(LedgerStateSerializers.UNASSIGNED, Optional.empty(), 2, "");
  }

  @Test
  void stateOfVersion1IsReadWithoutTheEvent() throws IOException {
    byte[] before = HexFormat.of().parseHex(GOLDEN_V1);
    assertThat(LedgerStateSerializers.MARK.deserialize(1, before)).isEqualTo(WITHOUT_ID);
    assertThat(LedgerStateSerializers.SPLIT.deserialize(1, before))
        .isEqualTo(new LedgerSplit(WITHOUT_ID));
    assertThat(LedgerStateSerializers.UNASSIGNED.deserialize(1, before))
        .contains(new LedgerSplit(WITHOUT_ID));
    assertThat(LedgerStateSerializers.UNASSIGNED.deserialize(1, new byte[0])).isEmpty();
    assertThat(LedgerStateSerializers.MARK.deserialize(1, new byte[8])).isEqualTo(LedgerMark.NONE);
  }

  @Test
  void anUnknownVersionIsRefused() {
    byte[] bytes = HexFormat.of().parseHex(GOLDEN);
    for (SimpleVersionedSerializer<?> serializer :
        List.of(
            LedgerStateSerializers.MARK,
            LedgerStateSerializers.SPLIT,
            LedgerStateSerializers.UNASSIGNED)) {
      for (int version : new int[] {0, 3}) {
        assertThatThrownBy(() -> serializer.deserialize(version, bytes))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("version " + version);
      }
    }
    assertThatThrownBy(() -> LedgerStateSerializers.UNASSIGNED.deserialize(3, new byte[0]))
        .isInstanceOf(IOException.class);
  }
}
