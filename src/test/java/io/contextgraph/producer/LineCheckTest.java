package io.contextgraph.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventLimits;
import io.contextgraph.event.Faults;
import io.contextgraph.event.PlainPersonalData;
import io.contextgraph.event.Reason;
import io.contextgraph.event.SealedValue;
import io.contextgraph.event.Sealer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdicts of publish, in words of this system. */
class LineCheckTest {
  private static final String START =
      "{\"event_id\":\"01a19b7c-a680-71c3-ace8-a48712937ea3\",\"event_type\":\"tool_call\","
          + "\"occurred_at\":\"2026-11-02T09:00:00Z\",\"session_id\":\"s\",\"agent_id\":\"a\","
          + "\"trace_id\":\"t\"";

  private final LineCheck check =
      new LineCheck(
          EventLimits.DEFAULT,
          PlainPersonalData.REFUSE,
          Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC));

  private String verdict(byte[] line) {
    return check.check(line, line.length) instanceof CheckedLine.Refused refused
        ? refused.text()
        : "accepted";
  }

  private String verdict(String line) {
    return verdict(line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTypeOfTheLedgersOwnEventsIsRefusedWithItsPrefix() {
    assertThat(verdict(START.replace("tool_call", "audit.replay") + "}"))
        .isEqualTo(
            "event_type must not begin with audit., which is reserved for the ledger's own events"
                + " (INVALID_EVENT_TYPE)");
    assertThat(verdict(START.replace("tool_call", "audit") + "}")).isEqualTo("accepted");
  }

  /** The rest of a line after the required fields; ~ stands for a tab. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "}|accepted",
        ",\"note\":1,\"other\":{\"a\":[]},\"none\":null} |accepted",
        ",\"payload\":{\"a\":NaN}}|NaN at column 176 is not a number in JSON (INVALID_JSON)",
        ",\"payload\":{\"é\":-Infinity}}"
            + "|-Infinity at column 176 is not a number in JSON (INVALID_JSON)",
        ",\"payload\":{\"a\":None}}|it is not JSON: None at column 176 (INVALID_JSON)",
        ",'a':1}|it is not JSON: ' at column 161 (INVALID_JSON)",
        ",}|it is not JSON: } at column 161 (INVALID_JSON)",
        " \"a\":1}|it is not JSON: \" at column 160 (INVALID_JSON)",
        ",\"a\":\"x~y\"}"
            + "|it is not JSON: the control character at column 167 must be written as \\u0009"
            + " (INVALID_JSON)",
        ",\"a\":\"x|it ends before its object does; each line must contain one whole object"
            + " (INVALID_JSON)",
        "|it ends before its object does; each line must contain one whole object (INVALID_JSON)",
        "}{}|it contains something after its object; each line must contain one object"
            + " (INVALID_JSON)",
        ",\"session_id\":\"u\"}|the key session_id occurs twice (REPEATED_FIELD)",
        ",\"note\":null,\"note\":1}|the key note occurs twice (REPEATED_FIELD)",
        ",\"note\":1,\"attributes\":{\"note\":\"2\"}}|the key note occurs twice (REPEATED_FIELD)",
        ",\"attributes\":{\"a\":\"1\",\"a\":\"2\"}}|the key a occurs twice (REPEATED_FIELD)",
        ",\"attributes\":{\"a\":\"1\",\"ledger\":\"2\"},\"ledger\":{\"b\":[{}]}}|accepted",
        ",\"attributes\":{\"tool_name\":\"1\"}}"
            + "|attributes contains tool_name, which is a key of its own (INVALID_JSON)",
        ",\"attributes\":[]}|attributes is not a JSON object (INVALID_JSON)",
        ",\"ledger\":7}|ledger is not a JSON object (INVALID_JSON)",
        ",\"payload_base64\":\"e3\"}|payload at byte 1 is not JSON (INVALID_JSON)",
        ",\"payload_base64\":\"e30=\",\"payload\":[]}|accepted",
        ",\"payload_base64\":\"{}\"}|payload_base64 is not base64 (INVALID_JSON)",
        ",\"payload\":{\"a\":1,\"a\":2}}|payload has a duplicate key in one object (DUPLICATE_KEY)",
        ",\"payload\":[1]}|payload is not a JSON object (INVALID_JSON)",
        ",\"status\":\"done\"}"
            + "|status must be pending, running, completed, failed or timeout (INVALID_STATUS)",
        ",\"tool_name\":\"\\ud800\"}"
            + "|a string in it contains half of a surrogate pair (INVALID_SURROGATE)",
      })
  void everyLineHasAVerdict(String rest, String expected) {
    assertThat(verdict(START + (rest == null ? "" : rest.replace('~', '\t')))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"[]", "7", "x", "'\"x\"'"})
  void aLineThatIsNotAnObjectIsRefused(String line) {
    assertThat(verdict(line)).startsWith("it is not ").endsWith("(INVALID_JSON)");
  }

  @Test
  void aMissingFieldIsNamed() {
    assertThat(
            verdict(
                "{\"event_id\":\"01a19b7c-a680-71c3-ace8-a48712937ea3\""
                    + START
                        .substring(START.indexOf(','))
                        .replace("\"trace_id\":\"t\"", "\"x\":1}")))
        .isEqualTo("trace_id is missing (MISSING_FIELD)");
    assertThat(verdict((START + "}").replace("session_id", "sessionId")))
        .isEqualTo("session_id is missing (MISSING_FIELD); sessionId looks like session_id");
  }

  @Test
  void allFaultsOfALineAreNamedAtOnce() {
    assertThat(verdict("{}"))
        .isEqualTo(
            "event_id is missing; event_type is missing; occurred_at is missing; session_id is"
                + " missing; agent_id is missing; trace_id is missing (MISSING_FIELD)");
    String line = START.replace("tool_call", "Tool Call").replace("\"s\"", "\"\"");
    assertThat(verdict(line + ",\"status\":\"done\",\"importance_hint\":11}"))
        .isEqualTo(
            "event_type must be one or more lower-case words joined by dots, at most 128 characters"
                + " (INVALID_EVENT_TYPE);"
                + " status must be pending, running, completed, failed or timeout"
                + " (INVALID_STATUS);"
                + " importance_hint must be a whole number from 1 to 10 (INVALID_NUMBER);"
                + " session_id must have 1 to 256 characters (INVALID_LENGTH)");
  }

  @Test
  void beyondTwentyFaultsTheOthersAreCounted() {
    StringBuilder line = new StringBuilder("{");
    for (int i = 0; i < 30; i++) {
      line.append("\"n").append(i).append("\":\"\\u0000\",");
    }
    String verdict = verdict(line + "\"event_id\":\"x\"}");
    assertThat(verdict).startsWith("event_type is missing; ").endsWith("; 16 more");
  }

  /** Whatever else is wrong: it would be corrected in vain. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"personal_data\":{\"name\":\"Ada\"}}",
        ",\"personal_data\":\"Ada\"}",
        ",\"personal_data\":7,\"status\":\"done\"}",
        ",\"personal_data\":{},\"subject_id\":\"s\"}"
      })
  void thatPersonalDataCannotBeSealedIsTheFirstThingSaid(String rest) {
    for (String start : List.of(START, "{\"agent_id\":\"\"")) {
      assertThat(verdict(start + rest))
          .startsWith(
              "personal_data must be sealed by its producer; its value was not kept"
                  + " (PERSONAL_DATA_NOT_SEALED)");
    }
  }

  private CheckedLine sealable(String line) {
    LineCheck sealing =
        new LineCheck(EventLimits.DEFAULT, PlainPersonalData.SEAL, Clock.systemUTC());
    return sealing.check(line.getBytes(StandardCharsets.UTF_8), line.length());
  }

  private static List<String> texts(List<byte[]> fields) {
    return fields.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
  }

  @Test
  void onlyTheSealedValueOfPersonalDataIsPublished() {
    CheckedLine line =
        sealable(START + ",\"personal_data\":{\"name\":\"Ada\"},\"subject_id\":\"p\"}");
    CheckedLine.Unsealed unsealed = (CheckedLine.Unsealed) line;
    assertThat(unsealed.decoded().personalData()).asString().isEqualTo("{\"name\":\"Ada\"}");
    SealedValue sealed = new SealedValue(7, new byte[40]);
    assertThat(texts(unsealed.fields(new Sealer.Outcome.Sealed(sealed))))
        .endsWith(
            "personal_data_sealed",
            new String(sealed.toBase64(), StandardCharsets.US_ASCII),
            "subject_id",
            "p")
        .doesNotContain("personal_data", "{\"name\":\"Ada\"}");
    assertThat(texts(unsealed.fields(new Sealer.Outcome.Erased())))
        .endsWith("t", "subject_id", "p")
        .doesNotContain("personal_data", "personal_data_sealed", "{\"name\":\"Ada\"}");
  }

  @Test
  void anEntryIsMeasuredWithItsSealedValue() {
    String personal =
        ",\"subject_id\":\"p\",\"personal_data\":{\"a\":\"" + "x".repeat(200_000) + "\"}";
    String note = ",\"note\":\"" + "y".repeat(800_000) + "\"}";
    assertThat(sealable(START + personal + "}")).isInstanceOf(CheckedLine.Unsealed.class);
    assertThat(((CheckedLine.Refused) sealable(START + personal + note)).text())
        .matches("the entry has 1066\\d{3} bytes; the limit is 1048576 \\(TOO_LARGE\\)");
  }

  @Test
  void aNumberOrANameOfAnyLengthIsReadAsTheJobReadsIt() {
    String digits = "1".repeat(5_000);
    assertThat(verdict(START + ",\"payload\":{\"a\":" + digits + "}}")).isEqualTo("accepted");
    assertThat(verdict(START + ",\"" + "n".repeat(60_000) + "\":1}")).isEqualTo("accepted");
    assertThat(verdict(START + ",\"payload\":{\"a\":" + "1".repeat(200_000) + "}}"))
        .isEqualTo("payload has a number beyond Postgres numeric (INVALID_NUMBER)");
    String nested = "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000);
    assertThat(verdict(START + ",\"payload\":" + nested + "}"))
        .isEqualTo("payload is 2000 levels deep; the limit is 64 (TOO_DEEP)");
  }

  @Test
  void aLineOfTwoMebibytesIsMeasuredByTheLimitOfAnEntry() {
    assertThat(verdict(START + ",\"note\":\"" + "x".repeat(2 << 20) + "\"}"))
        .matches("the entry has 20\\d{5} bytes; the limit is 1048576 \\(TOO_LARGE\\)");
    String escaped = START + ",\"note\":\"" + "\\u0041".repeat(1_000_000) + "\"}";
    assertThat(verdict(escaped)).isEqualTo("accepted");
    assertThat(check.check(new byte[JsonLines.MAX_BYTES], JsonLines.MAX_BYTES + 1L))
        .isEqualTo(
            new CheckedLine.Refused(
                Faults.of(
                    Reason.TOO_LARGE, "it has 8388609 bytes; the limit of a line is 8388608")));
  }

  /** The job keeps 24 bytes for each in a read of 4 MiB. */
  @Test
  void aLineWithMoreNamesAndValuesThanTheJobReadsIsRefused() {
    assertThat(verdict(withAttributes(87_381 - 6))).isEqualTo("accepted");
    assertThat(verdict(withAttributes(87_382 - 6)))
        .isEqualTo("the entry has more names and values than are read (TOO_LARGE)");
  }

  private static String withAttributes(int count) {
    StringBuilder line = new StringBuilder(START);
    for (int i = 0; i < count; i++) {
      line.append(",\"a").append(i).append("\":\"\"");
    }
    return line.append('}').toString();
  }

  @Test
  void bytesThatAreNotUtf8AreFoundWhereTheyAre() {
    byte[] line = (START + ",\"note\":\"é?\"}").getBytes(StandardCharsets.UTF_8);
    line[line.length - 3] = (byte) 0xC3;
    assertThat(verdict(line))
        .isEqualTo("it is not UTF-8 from byte " + (line.length - 2) + " on (INVALID_UTF8)");
    line[line.length - 3] = 0;
    assertThat(verdict(line))
        .isEqualTo(
            "byte " + (line.length - 2) + " of it is NUL, which no JSON contains (INVALID_JSON)");
  }

  @Test
  void aByteOrderMarkBeforeALineIsIgnored() {
    assertThat(verdict("\uFEFF" + START + "}")).isEqualTo("accepted");
    assertThat(verdict("\uFEFF\uFEFF" + START + "}")).isEqualTo("accepted");
    assertThat(verdict(START + ",\"payload\":{\"a\":\uFEFF1}}"))
        .isEqualTo("it is not JSON: \uFEFF at column 176 (INVALID_JSON)");
  }

  @Test
  void theTimeOfAnEventIsComparedWithTheClock() {
    assertThat(verdict(START.replace("2026-11-02T09", "2026-11-23T13") + "}"))
        .endsWith("at most 300 seconds after the time of the clock (TIMESTAMP_OUT_OF_RANGE)");
  }
}
