package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every format that is stored in savepoints or in the ledger. These bytes never change: a new
 * format gets a new version and its own test.
 */
class GoldenBytesTest {
  private static final EventFields ALL_FIELDS =
      EventFields.valid()
          .with("parent_event_id", "f0000000-0000-4000-8000-000000000001")
          .with("tool_name", "grep")
          .with("ended_at", "2026-11-02T09:00:01.000001Z")
          .with("status", "timeout")
          .with("schema_version", "258")
          .with("importance_hint", "10")
          .with("subject_id", "person")
          .with("payload_ref", "s3://b/k")
          .with("payload", "{\"ü\":1}")
          .with("extra", "é")
          .with("context_graph_replay_of", "17");

  private static <T> void isGolden(BinaryFormat<T> format, T value, String hex) throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    format.write(value, new DataOutputStream(written));
    assertThat(HexFormat.of().formatHex(written.toByteArray())).isEqualTo(golden(hex));
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(golden(hex))));
    assertThat(format.read(in)).usingRecursiveComparison().isEqualTo(value);
    assertThat(in.available()).isZero();
  }

  private static String golden(String hex) {
    return hex.replaceAll("\\s", "");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void anEventOfVersion1WithTheRequiredFieldsHasTheseBytes() throws IOException {
    isGolden(
        EventFormat.EVENT_V1,
        EventFields.valid().event("events", "5-6"),
        """
        0101a19b7ca68071c3ace8a48712937ea30000000c746f6f6c2e6578656375746500065f475eea64
        0000000002733100000002613100000002743100ffffffff8000000000000000ff0001ffffffffff
        ffffffffffffffffff00000000000000210197cb1436b73099a92d3f08f099ff2f28b37b77757337
        7814b48d68d4b5b25f5c000000066576656e747300000003352d36000000b201000000086576656e
        745f69640000002430316131396237632d613638302d373163332d616365382d6134383731323933
        376561330000000a6576656e745f747970650000000c746f6f6c2e657865637574650000000b6f63
        6375727265645f617400000014323032362d31312d30325430393a30303a30305a0000000a736573
        73696f6e5f6964000000027331000000086167656e745f6964000000026131000000087472616365
        5f696400000002743100
        """);
  }

  @Test
  void anEventOfVersion1WithAllFieldsHasTheseBytes() throws IOException {
    isGolden(
        EventFormat.EVENT_V1,
        ALL_FIELDS.event("events", "5-6"),
        """
        0101a19b7ca68071c3ace8a48712937ea30000000c746f6f6c2e6578656375746500065f475eea64
        0000000002733100000002613100000002743101f000000000004000800000000000000100000004
        6772657000065f475ef9a641040102000a00000006706572736f6e0000000873333a2f2f622f6b00
        0000087b22c3bc223a317d0000000100000005657874726100000002c3a90000002101f956e65513
        0d57bc5995e47c39d039c832152a21d2c7de709ced1a91417c20f6000000066576656e7473000000
        03352d36000001e601000000086576656e745f69640000002430316131396237632d613638302d37
        3163332d616365382d6134383731323933376561330000000a6576656e745f747970650000000c74
        6f6f6c2e657865637574650000000b6f636375727265645f617400000014323032362d31312d3032
        5430393a30303a30305a0000000a73657373696f6e5f6964000000027331000000086167656e745f
        69640000000261310000000874726163655f69640000000274310000000f706172656e745f657665
        6e745f69640000002466303030303030302d303030302d343030302d383030302d30303030303030
        303030303100000009746f6f6c5f6e616d65000000046772657000000008656e6465645f61740000
        001b323032362d31312d30325430393a30303a30312e3030303030315a0000000673746174757300
        00000774696d656f75740000000e736368656d615f76657273696f6e000000033235380000000f69
        6d706f7274616e63655f68696e740000000231300000000a7375626a6563745f6964000000067065
        72736f6e0000000b7061796c6f61645f7265660000000873333a2f2f622f6b000000077061796c6f
        6164fffffffe00000005657874726100000002c3a900000017636f6e746578745f67726170685f72
        65706c61795f6f6600000002313701
        """);
  }

  @Test
  void anEventOfVersion2EndsWithItsSealedPersonalData() throws IOException {
    SealedValue sealed = new SealedValue(258, new byte[33]);
    EventFields fields = EventFields.valid().with("subject_id", "p");
    isGolden(
        EventFormat.EVENT_V2,
        fields.event("events", "5-6"),
        """
        0101a19b7ca68071c3ace8a48712937ea30000000c746f6f6c2e6578656375746500065f475eea64
        0000000002733100000002613100000002743100ffffffff8000000000000000ff0001ffff000000
        0170ffffffffffffffff00000000000000210177977a978e4147382d72505f1367150c1c4b2dcc09
        dac61340db2c383cc7792b000000066576656e747300000003352d36000000c50100000008657665
        6e745f69640000002430316131396237632d613638302d373163332d616365382d61343837313239
        33376561330000000a6576656e745f747970650000000c746f6f6c2e657865637574650000000b6f
        636375727265645f617400000014323032362d31312d30325430393a30303a30305a0000000a7365
        7373696f6e5f6964000000027331000000086167656e745f69640000000261310000000874726163
        655f69640000000274310000000a7375626a6563745f6964000000017000ffffffff
        """);
    isGolden(
        EventFormat.EVENT_V2,
        fields.with("personal_data_sealed", sealed.toBase64()).event("events", "5-6"),
        """
        0101a19b7ca68071c3ace8a48712937ea30000000c746f6f6c2e6578656375746500065f475eea64
        0000000002733100000002613100000002743100ffffffff8000000000000000ff0001ffff000000
        0170ffffffffffffffff00000000000000210177977a978e4147382d72505f1367150c1c4b2dcc09
        dac61340db2c383cc7792b000000066576656e747300000003352d36000001150100000008657665
        6e745f69640000002430316131396237632d613638302d373163332d616365382d61343837313239
        33376561330000000a6576656e745f747970650000000c746f6f6c2e657865637574650000000b6f
        636375727265645f617400000014323032362d31312d30325430393a30303a30305a0000000a7365
        7373696f6e5f6964000000027331000000086167656e745f69640000000261310000000874726163
        655f69640000000274310000000a7375626a6563745f6964000000017000000014706572736f6e61
        6c5f646174615f7365616c6564000000344151414141514941414141414141414141414141414141
        414141414141414141414141414141414141414141414141414141413d0000000026010000010200
        0000000000000000000000000000000000000000000000000000000000000000
        """);
  }

  @Test
  void anEventIdOfVersion1HasTheseBytes() throws IOException {
    isGolden(
        EventIdFormat.EVENT_ID_V1,
        EventId.parse("01a19b7c-a680-71c3-ace8-a48712937ea3"),
        "01a19b7ca68071c3ace8a48712937ea3");
  }

  @Test
  void aRawEntryOfVersion1HasTheseBytes() throws IOException {
    RawEntry entry =
        new RawEntry("events", "5-6", List.of(ascii("a"), new byte[0]), 1L << 32, false);
    isGolden(
        RawEntryFormat.RAW_ENTRY_V1,
        entry,
        "000000066576656e747300000003352d3600000001000000000000000002000000016100000000");
  }

  @Test
  void aDeadLetterOfVersion1HasTheseBytes() throws IOException {
    DeadLetter letter =
        new DeadLetter("events", "5-6", Reason.INVALID_JSON, "é", new byte[] {1, -1});
    isGolden(
        DeadLetterFormat.DEAD_LETTER_V1,
        letter,
        """
        000000066576656e747300000003352d360000000c494e56414c49445f4a534f4e00000002c3a900
        00000201ff
        """);
  }

  @Test
  void aSliceOfVersion1HasTheseBytes() throws IOException {
    EventSummary required =
        new EventSummary(
            11,
            new RequiredFields(
                new EventId(1, -2),
                "a.b",
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                "s",
                "a",
                "t"),
            null,
            null,
            null,
            null,
            null,
            null);
    EventSummary all =
        new EventSummary(
            12,
            new RequiredFields(new EventId(1, 3), "a.c", Instant.EPOCH, "s", "a", "t"),
            new EventId(1, -2),
            "grep",
            Instant.EPOCH.plusSeconds(1),
            Status.FAILED,
            (short) 10,
            "r");
    isGolden(
        SliceFormat.SLICE_V1,
        new Slice("ledger", 3, 10, 12, null, List.of(required, all)),
        """
        000000066c656467657200000003000000000000000a000000000000000c00000002000000000000
        000b010000000000000001fffffffffffffffe00000003612e62ffffffffffffffff000000017300
        00000161000000017400ffffffff8000000000000000ffffffffffffff000000000000000c010000
        000000000001000000000000000300000003612e6300000000000000000000000173000000016100
        00000174010000000000000001fffffffffffffffe000000046772657000000000000f424003000a
        0000000172
        """);
  }

  @Test
  void aSliceOfVersion2AlsoHasTheIdOfTheEventAtItsEnd() throws IOException {
    isGolden(
        SliceFormat.SLICE_V2,
        new Slice("ledger", 3, 10, 12, new EventId(1, -2), List.of()),
        """
        000000066c656467657200000003000000000000000a000000000000000c01000000000000000
        1fffffffffffffffe00000000
        """);
    isGolden(
        SliceFormat.SLICE_V2,
        new Slice("ledger", 3, 10, 12, null, List.of()),
        "000000066c656467657200000003000000000000000a000000000000000c0000000000");
  }

  @Test
  void theFieldsOfADeadLetterOfVersion1HaveTheseBytes() {
    String golden =
        """
        0100000001610000000200ff0000000d706572736f6e616c5f64617461ffffffff00000000000000
        00
        """;
    byte[] written =
        FieldsFormat.write(
            List.of(
                ascii("a"),
                new byte[] {0, -1},
                ascii("personal_data"),
                ascii("{}"),
                ascii(""),
                ascii("")));
    assertThat(HexFormat.of().formatHex(written)).isEqualTo(golden(golden));
    List<FieldsFormat.Field> read = FieldsFormat.read(HexFormat.of().parseHex(golden(golden)));
    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                new FieldsFormat.Field(ascii("a"), new byte[] {0, -1}),
                new FieldsFormat.Field(ascii("personal_data"), null),
                new FieldsFormat.Field(ascii(""), ascii(""))));
  }

  @Test
  void contentHashesOfVersion1AreThese() {
    assertThat(HexFormat.of().formatHex(EventFields.valid().event("s", "1-1").contentHash()))
        .isEqualTo("0197cb1436b73099a92d3f08f099ff2f28b37b777573377814b48d68d4b5b25f5c");
    assertThat(HexFormat.of().formatHex(ALL_FIELDS.event("s", "1-1").contentHash()))
        .isEqualTo("01f956e655130d57bc5995e47c39d039c832152a21d2c7de709ced1a91417c20f6");
  }
}
