package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints contain these bytes, so they never change; a new form needs a new version. */
class StateFormatsTest {
  /** {@code events} after 7-1. */
  private static final String ENDLESS_SPLIT_1 =
      "0006"
          + "6576656e7473" // events
          + "0000000000000007"
          + "0000000000000001" // position
          + "0000000000000008" // entriesRead
          + "0000000000000003" // lostEntries
          + "00000002" // epoch
          + "00"; // no stopAt

  /** {@code ü} after the greatest id, with an unknown count, up to 9-10. */
  private static final String BOUNDED_SPLIT_1 =
      "0002"
          + "c3bc" // ü
          + "ffffffffffffffff"
          + "ffffffffffffffff" // position
          + "ffffffffffffffff" // entriesRead
          + "0000000000000000" // lostEntries
          + "00000000" // epoch
          + "01"
          + "0000000000000009"
          + "000000000000000a"; // stopAt

  private static final StreamSplit ENDLESS =
      new StreamSplit("events", new StreamPosition(7, 1), 8, 3, 2, null);
  private static final StreamSplit BOUNDED =
      new StreamSplit(
          "ü", new StreamPosition(-1, -1), GroupInfo.UNKNOWN, 0, 0, new StreamPosition(9, 10));

  private static final String UNKNOWN_HISTORY_2 =
      "0000" // replicationId
          + "00" // no rewoundFrom
          + "0000000000000000".repeat(6); // acknowledged, trimmedBefore, skippedUpTo

  private static final String REWOUND_HISTORY_2 =
      "0003"
          + "616263" // abc, the replicationId
          + "01"
          + "000000000000000b"
          + "000000000000000c" // rewoundFrom
          + "000000000000000d"
          + "000000000000000e" // acknowledged
          + "000000000000000f"
          + "0000000000000010" // trimmedBefore
          + "0000000000000011"
          + "0000000000000012"; // skippedUpTo

  private static final StreamSplit REWOUND =
      ENDLESS.with(
          new StreamHistory(
              "abc",
              new StreamPosition(11, 12),
              new StreamPosition(13, 14),
              new StreamPosition(15, 16),
              new StreamPosition(17, 18)));

  private static final String DISCOVERED = "00000002" + "0006" + "6576656e7473" + "0002" + "c3bc";

  private static final String STATE_1 =
      DISCOVERED
          + "00000001" // version of the splits
          + "00000001" // unassigned splits
          + "00000039"
          + BOUNDED_SPLIT_1;

  private static final String STATE_2 =
      DISCOVERED
          + "00000002" // version of the splits
          + "00000001" // unassigned splits
          + "0000006c"
          + BOUNDED_SPLIT_1
          + UNKNOWN_HISTORY_2;

  private static final String EMPTY_STATE_1 = "00000000" + "00000001" + "00000000";
  private static final String EMPTY_STATE_2 = "00000000" + "00000002" + "00000000";

  /** The version, its bytes, and what they mean. */
  private record Golden<T>(
      SimpleVersionedSerializer<T> serializer, int version, String hex, T value) {
    T read() throws IOException {
      return serializer.deserialize(version, HexFormat.of().parseHex(hex));
    }

    String written() throws IOException {
      return HexFormat.of().formatHex(serializer.serialize(value));
    }
  }

  private static List<Golden<?>> goldenBytes() {
    return List.of(
        split(1, ENDLESS_SPLIT_1, ENDLESS),
        split(1, BOUNDED_SPLIT_1, BOUNDED),
        state(1, STATE_1, true),
        split(2, BOUNDED_SPLIT_1 + UNKNOWN_HISTORY_2, BOUNDED),
        split(2, ENDLESS_SPLIT_1 + REWOUND_HISTORY_2, REWOUND),
        state(2, STATE_2 + "01", true),
        state(2, STATE_2 + "00", false),
        new Golden<>(
            StreamsEnumeratorStateSerializer.INSTANCE,
            1,
            EMPTY_STATE_1,
            new StreamsEnumeratorState(List.of(), List.of(), false)),
        new Golden<>(
            StreamsEnumeratorStateSerializer.INSTANCE,
            2,
            EMPTY_STATE_2 + "01",
            new StreamsEnumeratorState(List.of(), List.of(), true)));
  }

  private static Golden<StreamSplit> split(int version, String hex, StreamSplit split) {
    return new Golden<>(StreamSplitSerializer.INSTANCE, version, hex, split);
  }

  private static Golden<StreamsEnumeratorState> state(int version, String hex, boolean polled) {
    return new Golden<>(
        StreamsEnumeratorStateSerializer.INSTANCE,
        version,
        hex,
        new StreamsEnumeratorState(List.of("events", "ü"), List.of(BOUNDED), polled));
  }

  @ParameterizedTest
  @MethodSource("goldenBytes")
  void everyVersionIsRead(Golden<?> golden) throws IOException {
    assertThat(golden.read()).isEqualTo(golden.value());
  }

  @ParameterizedTest
  @MethodSource("goldenBytes")
  void theCurrentVersionIsWrittenByteForByte(Golden<?> golden) throws IOException {
    if (golden.version() == golden.serializer().getVersion()) {
      assertThat(golden.written()).isEqualTo(golden.hex());
    }
  }

  /** Version 0.1 wrote splits of version 1 into the enumerator's state of versions 1 and 2. */
  @Test
  void stateWithSplitsOfVersion1IsRead() throws IOException {
    byte[] bytes = HexFormat.of().parseHex(STATE_1 + "01");
    assertThat(StreamsEnumeratorStateSerializer.INSTANCE.deserialize(2, bytes))
        .isEqualTo(new StreamsEnumeratorState(List.of("events", "ü"), List.of(BOUNDED), true));
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertThatThrownBy(() -> StreamSplitSerializer.INSTANCE.deserialize(3, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot read a split of version 3, only 1 to 2");
    assertThatThrownBy(() -> StreamsEnumeratorStateSerializer.INSTANCE.deserialize(3, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot read enumerator state of version 3, only 1 to 2");
  }
}
