package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
  private final EventCodec codec = new EventCodec(EventLimits.DEFAULT, NOW);

  private Reason reason(EventFields fields) {
    return reason(fields.entry("events", "1-1"));
  }

  private Reason reason(RawEntry entry) {
    Decoded decoded = codec.decode(entry);
    return decoded instanceof Decoded.Rejected rejected ? rejected.deadLetter().reason() : null;
  }

  private Event event(EventFields fields) {
    return ((Decoded.Valid) codec.decode(fields.entry("events", "1-1"))).event();
  }

  @Test
  void anEntryWithTheRequiredFieldsIsAnEvent() {
    Event event = event(EventFields.valid());
    assertThat(event.sessionId()).isEqualTo("s1");
    assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-11-02T09:00:00Z"));
    assertThat(event.schemaVersion()).isEqualTo((short) 1);
    assertThat(event.attributes()).isEmpty();
  }

  @Test
  void unknownFieldsAreKeptAsAttributes() {
    Event event = event(EventFields.valid().with("model", "m").with("", "empty name"));
    assertThat(event.attributes()).containsEntry("model", "m").containsEntry("", "empty name");
  }

  @ParameterizedTest
  @CsvSource({
    "event_id, 1-1-1-1-1, INVALID_UUID",
    "event_id, 01a19b7ca68071c3ace8a48712937ea3, INVALID_UUID",
    "event_id, 01a19b7c-a680-71c3-ace8-a48712937eag, INVALID_UUID",
    "parent_event_id, nope, INVALID_UUID",
    "parent_event_id, 01A19B7C-A680-71C3-ACE8-A48712937EA3, SELF_PARENT",
    "occurred_at, 2026-11-02T09:00:00, INVALID_TIMESTAMP",
    "occurred_at, 2026-11-02 09:00:00Z, INVALID_TIMESTAMP",
    "occurred_at, 2026-02-30T09:00:00Z, INVALID_TIMESTAMP",
    "occurred_at, 2026-11-02T24:00:00Z, INVALID_TIMESTAMP",
    "occurred_at, 2026-11-02T09:00:00.Z, INVALID_TIMESTAMP",
    "occurred_at, 2026-11-02T09:00:00Zjunk, INVALID_TIMESTAMP",
    "occurred_at, 2016-11-02T09:00:00Z, TIMESTAMP_OUT_OF_RANGE",
    "occurred_at, 2026-11-23T12:05:01Z, TIMESTAMP_OUT_OF_RANGE",
    "ended_at, 2026-11-02T08:59:59Z, ENDS_BEFORE_START",
    "ended_at, soon, INVALID_TIMESTAMP",
    "event_type, Execute, INVALID_EVENT_TYPE",
    "event_type, Tool.execute, INVALID_EVENT_TYPE",
    "event_type, tool., INVALID_EVENT_TYPE",
    "event_type, tool..execute, INVALID_EVENT_TYPE",
    "event_type, audit.replay, INVALID_EVENT_TYPE",
    "event_type, privacy.erase, INVALID_EVENT_TYPE",
    "event_type, retention.drop.month, INVALID_EVENT_TYPE",
    "status, done, INVALID_STATUS",
    "schema_version, 0, INVALID_NUMBER",
    "schema_version, 32768, INVALID_NUMBER",
    "schema_version, 1.0, INVALID_NUMBER",
    "importance_hint, 11, INVALID_NUMBER",
    "importance_hint, -1, INVALID_NUMBER",
    "payload, [], INVALID_JSON",
    "payload, {} {}, INVALID_JSON",
    "payload, {, INVALID_JSON",
    "payload, '{\"a\":NaN}', INVALID_JSON",
    "payload, '{\"a\":1,\"a\":2}', DUPLICATE_KEY",
    "payload, '{\"a\":1,\"a\":2', INVALID_JSON",
    "payload, '{\"a\":\"\\u0000\"}', NUL_CHARACTER",
    "payload, '{\"a\":\"\\ud800\"}', INVALID_SURROGATE",
    "payload, '{\"a\":\"\\udc00\\ud800\"}', INVALID_SURROGATE",
    "payload, '{\"a\":1e200000}', INVALID_NUMBER",
    "payload, '{\"a\":1e99999999999}', INVALID_NUMBER",
    "personal_data, {}, PERSONAL_DATA_WITHOUT_SUBJECT",
    "personal_data_sealed, x, PERSONAL_DATA_WITHOUT_SUBJECT",
  })
  void aWrongFieldGivesItsReason(String field, String value, Reason expected) {
    assertThat(reason(EventFields.valid().with(field, value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"event_id", "event_type", "occurred_at", "session_id", "agent_id", "trace_id"})
  void eachRequiredFieldIsRequired(String field) {
    assertThat(reason(EventFields.valid().without(field))).isEqualTo(Reason.MISSING_FIELD);
  }

  @Test
  void lengthsCountCodePoints() {
    assertThat(reason(EventFields.valid().with("session_id", "𝄞".repeat(256)))).isNull();
    assertThat(reason(EventFields.valid().with("session_id", "𝄞".repeat(257))))
        .isEqualTo(Reason.INVALID_LENGTH);
    assertThat(reason(EventFields.valid().with("tool_name", ""))).isEqualTo(Reason.INVALID_LENGTH);
    assertThat(reason(EventFields.valid().with("payload_ref", "x".repeat(2049))))
        .isEqualTo(Reason.INVALID_LENGTH);
  }

  @Test
  void textMustBeStrictUtf8WithoutNul() {
    byte[] overlongNul = {'a', (byte) 0xC0, (byte) 0x80};
    assertThat(reason(EventFields.valid().with("agent_id", overlongNul)))
        .isEqualTo(Reason.INVALID_UTF8);
    assertThat(reason(EventFields.valid().with("agent_id", "a\0b")))
        .isEqualTo(Reason.NUL_CHARACTER);
    byte[] overlongInPayload = {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};
    assertThat(reason(EventFields.valid().with("payload", overlongInPayload)))
        .isEqualTo(Reason.INVALID_UTF8);
    byte[] surrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    assertThat(reason(EventFields.valid().with("note", surrogate))).isEqualTo(Reason.INVALID_UTF8);
    assertThat(reason(EventFields.valid().with("payload", "\uFEFF{}")))
        .isEqualTo(Reason.INVALID_JSON);
  }

  @Test
  void sizeAndDepthAreBounded() {
    String atLimit = "{\"a\":\"" + "x".repeat((256 << 10) - 8) + "\"}";
    assertThat(atLimit.getBytes(StandardCharsets.UTF_8)).hasSize(256 << 10);
    assertThat(reason(EventFields.valid().with("payload", atLimit))).isNull();
    assertThat(reason(EventFields.valid().with("payload", atLimit + " ")))
        .isEqualTo(Reason.TOO_LARGE);
    assertThat(reason(EventFields.valid().with("payload", nested(64)))).isNull();
    assertThat(reason(EventFields.valid().with("payload", nested(65)))).isEqualTo(Reason.TOO_DEEP);
    assertThat(reason(EventFields.valid().with("note", "x".repeat(1 << 20))))
        .isEqualTo(Reason.TOO_LARGE);
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
  }

  @Test
  void theFirstReasonInOrderWins() {
    assertThat(
            reason(
                EventFields.valid().with("payload", "[").with("status", "x").with("event_id", "")))
        .isEqualTo(Reason.INVALID_UUID);
    assertThat(reason(EventFields.valid().with("payload", "[").without("agent_id")))
        .isEqualTo(Reason.MISSING_FIELD);
  }

  @Test
  void aRepeatedFieldIsRefused() {
    List<byte[]> fields = new ArrayList<>(EventFields.valid().list());
    fields.add("session_id".getBytes(StandardCharsets.UTF_8));
    fields.add("s2".getBytes(StandardCharsets.UTF_8));
    assertThat(reason(new RawEntry("events", "1-1", fields, 100, true)))
        .isEqualTo(Reason.REPEATED_FIELD);
  }

  @Test
  void personalDataIsNeverKept() {
    Decoded decoded =
        codec.decode(
            EventFields.valid()
                .with("subject_id", "p1")
                .with("personal_data", "{\"name\":\"Ada\"}")
                .entry("events", "1-1"));
    DeadLetter letter = ((Decoded.Rejected) decoded).deadLetter();
    assertThat(letter.reason()).isEqualTo(Reason.PERSONAL_DATA_NOT_SEALED);
    assertThat(new String(letter.fields(), StandardCharsets.ISO_8859_1)).doesNotContain("Ada");
    FieldsFormat.Field last = FieldsFormat.read(letter.fields()).get(7);
    assertThat(last.nameAsText()).isEqualTo("personal_data");
    assertThat(last.value()).isNull();
  }

  /** A producer may have put the plain value into the field of the sealed one. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":\"Ada\"}", "eyJuYW1lIjoiQWRhIn0=", "Ada", ""})
  void aValueThatIsNotSealedIsNotKeptInTheFieldOfSealedOnes(String plain) {
    EventFields fields =
        EventFields.valid().with("subject_id", "p1").with("personal_data_sealed", plain);
    DeadLetter letter =
        ((Decoded.Rejected) codec.decode(fields.entry("events", "1-1"))).deadLetter();
    assertThat(letter.reason()).isEqualTo(Reason.PERSONAL_DATA_NOT_SEALED);
    FieldsFormat.Field last = FieldsFormat.read(letter.fields()).get(7);
    assertThat(last.nameAsText()).isEqualTo("personal_data_sealed");
    assertThat(last.value()).isNull();
    assertThat(new String(letter.fields(), StandardCharsets.ISO_8859_1))
        .endsWith("personal_data_sealed\u00FF\u00FF\u00FF\u00FF");
  }

  @Test
  void aSealedValueIsKeptInADeadLetter() {
    byte[] sealed = new SealedValue(3, new byte[33]).toBase64();
    EventFields fields =
        EventFields.valid()
            .with("subject_id", "p1")
            .with("personal_data_sealed", sealed)
            .with("status", "odd");
    DeadLetter letter =
        ((Decoded.Rejected) codec.decode(fields.entry("events", "1-1"))).deadLetter();
    assertThat(FieldsFormat.read(letter.fields()).get(7).value()).isEqualTo(sealed);
  }

  private static Reason sealing(EventFields fields) {
    Decoded decoded =
        new EventCodec(EventLimits.DEFAULT, PlainPersonalData.SEAL, NOW)
            .decode(fields.entry("events", "1-1"));
    return decoded instanceof Decoded.Rejected rejected ? rejected.deadLetter().reason() : null;
  }

  @Test
  void personalDataThatWillBeSealedIsCheckedAsAPayloadIs() {
    EventFields fields = EventFields.valid().with("subject_id", "p1");
    String atLimit = "{\"a\":\"" + "x".repeat((256 << 10) - 8) + "\"}";
    assertThat(sealing(fields.with("personal_data", atLimit))).isNull();
    assertThat(sealing(fields.with("personal_data", atLimit + " "))).isEqualTo(Reason.TOO_LARGE);
    assertThat(sealing(fields.with("personal_data", "[]"))).isEqualTo(Reason.INVALID_JSON);
    assertThat(sealing(fields.with("personal_data", "{\"a\":1,\"a\":1}")))
        .isEqualTo(Reason.DUPLICATE_KEY);
    assertThat(sealing(fields.with("personal_data", nested(65)))).isEqualTo(Reason.TOO_DEEP);
    assertThat(sealing(fields.with("personal_data", "{}").without("subject_id")))
        .isEqualTo(Reason.PERSONAL_DATA_WITHOUT_SUBJECT);
  }

  @Test
  void sealedDataIsTakenWithItsSubjectAndNotBesidePlainData() {
    SealedValue sealed = new SealedValue(3, new byte[33]);
    EventFields fields =
        EventFields.valid()
            .with("subject_id", "p1")
            .with("personal_data_sealed", sealed.toBase64());
    assertThat(event(fields).personalData()).usingRecursiveComparison().isEqualTo(sealed);
    assertThat(event(fields).contentHash())
        .isEqualTo(event(EventFields.valid().with("subject_id", "p1")).contentHash());
    byte[] largest = new SealedValue(1, new byte[(256 << 10) + 33]).toBase64();
    assertThat(reason(fields.with("personal_data_sealed", largest))).isNull();
    byte[] larger = new SealedValue(1, new byte[(256 << 10) + 36]).toBase64();
    assertThat(reason(fields.with("personal_data_sealed", larger))).isEqualTo(Reason.TOO_LARGE);
    assertThat(reason(fields.with("personal_data_sealed", "x")))
        .isEqualTo(Reason.PERSONAL_DATA_NOT_SEALED);
    fields.with("personal_data_sealed", sealed.toBase64()).with("personal_data", "{}");
    assertThat(sealing(fields)).isEqualTo(Reason.PERSONAL_DATA_NOT_SEALED);
  }

  @Test
  void theHashIgnoresHowTheSameValuesAreSpelled() {
    byte[] one = event(EventFields.valid().with("payload", "{}")).contentHash();
    EventFields spelled =
        EventFields.valid()
            .with("event_id", "01A19B7C-A680-71C3-ACE8-A48712937EA3")
            .with("occurred_at", "2026-11-02T10:00:00.0000001+01:00")
            .with("schema_version", "1")
            .with("payload", "{}");
    assertThat(event(spelled).contentHash()).isEqualTo(one);
    assertThat(event(spelled.with("payload", "{ }")).contentHash()).isNotEqualTo(one);
    assertThat(one).hasSize(ContentHash.LENGTH);
    assertThat(one[0]).isEqualTo(ContentHash.VERSION);
  }

  @Test
  void hashesOfAnotherVersionAreNeverAConflict() {
    byte[] hash = event(EventFields.valid()).contentHash();
    byte[] other = hash.clone();
    other[5] ^= 1;
    assertThat(ContentHash.conflict(hash, other)).isTrue();
    other[0]++;
    assertThat(ContentHash.conflict(hash, other)).isFalse();
  }

  @Test
  void aFractionIsTruncatedAndOffsetsAreApplied() {
    assertThat(
            event(EventFields.valid().with("occurred_at", "2026-11-01t01:59:59.9999999+02:00"))
                .occurredAt())
        .isEqualTo(Instant.parse("2026-10-31T23:59:59.999999Z"));
  }

  @Test
  void randomBytesAreDecodedOrRejectedButNeverThrow() {
    long seed = Long.getLong("seed", 20261123L);
    Random random = new Random(seed);
    List<byte[]> valid = EventFields.valid().with("payload", "{\"a\":[1,\"\\u00e9\"]}").list();
    for (int round = 0; round < 50_000; round++) {
      List<byte[]> fields = new ArrayList<>();
      valid.forEach(bytes -> fields.add(bytes.clone()));
      for (int change = random.nextInt(4); change >= 0; change--) {
        byte[] target = fields.get(random.nextInt(fields.size()));
        if (target.length > 0) {
          target[random.nextInt(target.length)] = (byte) random.nextInt(256);
        }
      }
      assertThat(codec.decode(new RawEntry("s", "1-1", fields, 100, true)))
          .as("seed %s round %s", seed, round)
          .isNotNull();
    }
  }

  /** The result for an entry must be the same when it is read again later. */
  @Test
  void occurredAtIsCheckedAgainstTheEntrysTimeAndOnlyWithoutOneAgainstTheClock() {
    EventFields atEleven = EventFields.valid().with("occurred_at", "2026-11-23T11:00:00Z");
    long early = Instant.parse("2026-11-23T10:00:00Z").toEpochMilli();
    assertThat(reason(atEleven.entry("events", early + "-0")))
        .isEqualTo(Reason.TIMESTAMP_OUT_OF_RANGE);
    assertThat(reason(atEleven.entry("events", (early + 3_500_000) + "-7"))).isNull();
    assertThat(reason(atEleven.entry("events", "1-1"))).isNull();
    assertThat(reason(atEleven.entry("events", "1700000000000-0"))).isNull();
    assertThat(reason(atEleven.entry("events", "18446744073709551615-0"))).isNull();
  }
}
