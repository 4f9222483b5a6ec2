package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.BinaryFormat;
import io.contextgraph.event.DeadLetterFormat;
import io.contextgraph.event.EventFormat;
import io.contextgraph.event.EventId;
import io.contextgraph.event.EventIdFormat;
import io.contextgraph.event.RawEntryFormat;
import io.contextgraph.event.SliceFormat;
import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snapshot format of version 1, which every savepoint since 0.1 contains. */
class BinaryTypeSerializerSnapshotTest {
  private static final String GOLDEN_EVENT_ID_V1 =
      "0030696f2e636f6e7465787467726170682e6a6f622e42696e61727954797065"
          + "53657269616c697a6572536e617073686f740000"
          + "0001000b4556454e545f49445f5631";

  private static <T> TypeSerializer<T> serializer(BinaryFormat<T> format) {
    return new BinaryTypeInformation<>(format).createSerializer(new SerializerConfigImpl());
  }

  private static <T> TypeSerializerSnapshot<T> read(byte[] bytes) throws IOException {
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(bytes), Thread.currentThread().getContextClassLoader());
  }

  private static byte[] written(TypeSerializerSnapshot<?> snapshot) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(100);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    return out.getCopyOfBuffer();
  }

  @Test
  void aSnapshotHasTheBytesOfVersion1() throws IOException {
    assertThat(
            HexFormat.of()
                .formatHex(written(serializer(EventIdFormat.EVENT_ID_V1).snapshotConfiguration())))
        .isEqualTo(GOLDEN_EVENT_ID_V1);
  }

  @Test
  void theSerializerRestoredFromASnapshotOfVersion1ReadsItsState() throws IOException {
    TypeSerializerSnapshot<EventId> snapshot = read(HexFormat.of().parseHex(GOLDEN_EVENT_ID_V1));
    byte[] state = HexFormat.of().parseHex("01a19b7ca68071c3ace8a48712937ea3");
    assertThat(snapshot.restoreSerializer().deserialize(new DataInputDeserializer(state)))
        .isEqualTo(EventId.parse("01a19b7c-a680-71c3-ace8-a48712937ea3"));
    TypeSerializer<EventId> now = serializer(EventIdFormat.EVENT_ID_V1);
    assertThat(now.snapshotConfiguration().resolveSchemaCompatibility(snapshot).isCompatibleAsIs())
        .isTrue();
    assertThat(snapshot.restoreSerializer()).isEqualTo(now).hasSameHashCodeAs(now);
  }

  static Stream<BinaryFormat<?>> formats() {
    return Stream.of(
        EventFormat.EVENT_V1,
        EventFormat.EVENT_V2,
        DeadLetterFormat.DEAD_LETTER_V1,
        RawEntryFormat.RAW_ENTRY_V1,
        EventIdFormat.EVENT_ID_V1,
        SliceFormat.SLICE_V1,
        SliceFormat.SLICE_V2);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void theSnapshotOfEachFormatRestoresItsSerializer(BinaryFormat<?> format) throws IOException {
    TypeSerializer<?> serializer = serializer(format);
    assertThat(read(written(serializer.snapshotConfiguration())).restoreSerializer())
        .isEqualTo(serializer);
  }

  @Test
  void aSnapshotOfAnotherFormatIsIncompatible() {
    TypeSerializerSnapshot<?> event = serializer(EventFormat.EVENT_V1).snapshotConfiguration();
    assertThat(incompatible(serializer(SliceFormat.SLICE_V2).snapshotConfiguration(), event))
        .isTrue();
  }

  @SuppressWarnings("unchecked")
  private static <T> boolean incompatible(
      TypeSerializerSnapshot<T> now, TypeSerializerSnapshot<?> before) {
    return now.resolveSchemaCompatibility((TypeSerializerSnapshot<T>) before).isIncompatible();
  }

  @Test
  void anUnknownFormatIsRefusedByItsName() throws IOException {
    byte[] bytes = HexFormat.of().parseHex(GOLDEN_EVENT_ID_V1);
    bytes[bytes.length - 1] = '9';
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("EVENT_ID_V9");
  }
}
