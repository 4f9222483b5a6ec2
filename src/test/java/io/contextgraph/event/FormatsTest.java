package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written today must be readable for ever: the bytes below never change. */
class FormatsTest {
  private static final String GOLDEN_HASH =
      "0197cb1436b73099a92d3f08f099ff2f28b37b777573377814b48d68d4b5b25f5c";

  private static <T> byte[] written(BinaryFormat<T> format, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    format.write(value, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static <T> T read(BinaryFormat<T> format, byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    T value = format.read(in);
    assertThat(in.available()).isZero();
    return value;
  }

  @Test
  void anEventReadsAsItWasWritten() throws IOException {
    Event event =
        EventFields.valid()
            .with("parent_event_id", "00000000-0000-0000-0000-000000000001")
            .with("status", "timeout")
            .with("importance_hint", "10")
            .with("ended_at", "2026-11-02T09:00:01Z")
            .with("payload", "{\"ü\":1}")
            .with("extra", "ü")
            .event("events", "5-6");
    byte[] bytes = written(EventFormat.EVENT_V1, event);
    Event again = read(EventFormat.EVENT_V1, bytes);
    assertThat(again).usingRecursiveComparison().isEqualTo(event);
    assertThat(written(EventFormat.EVENT_V1, again)).isEqualTo(bytes);
  }

  @Test
  void anEventsHashIsTheOneOfVersion1() {
    assertThat(HexFormat.of().formatHex(EventFields.valid().event("s", "1-1").contentHash()))
        .isEqualTo(GOLDEN_HASH);
  }

  @Test
  void anIdIsSixteenBytes() throws IOException {
    EventId id = EventId.parse("01a19b7c-a680-71c3-ace8-a48712937ea3");
    byte[] bytes = written(EventIdFormat.EVENT_ID_V1, id);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("01a19b7ca68071c3ace8a48712937ea3");
    assertThat(read(EventIdFormat.EVENT_ID_V1, bytes)).isEqualTo(id);
  }

  @Test
  void aSliceReadsAsItWasWritten() throws IOException {
    Slice slice =
        new Slice(
            "ledger",
            3,
            10,
            12,
            List.of(
                new EventSummary(
                    11,
                    new EventId(1, 2),
                    "a.b",
                    Instant.EPOCH,
                    "s",
                    "a",
                    "t",
                    null,
                    null,
                    null,
                    Status.FAILED,
                    null,
                    "r")));
    byte[] bytes = written(SliceFormat.SLICE_V1, slice);
    assertThat(read(SliceFormat.SLICE_V1, bytes)).isEqualTo(slice);
  }

  @Test
  void deadLetterFieldsReadAsTheyWereWritten() {
    byte[] written = FieldsFormat.write(List.of(new byte[] {'a'}, new byte[] {0, 1}));
    assertThat(HexFormat.of().formatHex(written)).isEqualTo("0100000001610000000200" + "01");
    FieldsFormat.Field field = FieldsFormat.read(written).get(0);
    assertThat(field.nameAsText()).isEqualTo("a");
    assertThat(field.value()).containsExactly(0, 1);
  }

  @Test
  void idsAreOrderedAsUnsignedNumbers() {
    EventId low = EventId.parse("7fffffff-ffff-ffff-ffff-ffffffffffff");
    EventId high = EventId.parse("80000000-0000-0000-0000-000000000000");
    assertThat(low).isLessThan(high);
    assertThat(low.toString()).isLessThan(high.toString());
  }
}
