package io.contextgraph.query;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.FieldName;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.FieldsFormat.Field;
import io.contextgraph.event.LetterKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A dead letter as JSON and as the entry that a replay adds. */
class DeadLetterTest {
  private static Field field(String name, String value) {
    return new Field(name.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
  }

  private static List<String> texts(List<byte[]> fields) {
    return fields.stream().map(bytes -> new String(bytes, UTF_8)).toList();
  }

  @Test
  void valuesThatAreNotUtf8AreShownInBase64() {
    Field bytes = new Field("payload".getBytes(UTF_8), new byte[] {(byte) 0xc0, (byte) 0x80});
    assertThat(
            DeadLetterJson.withFields(
                JsonNodeFactory.instance.objectNode().put("id", 7),
                List.of(field("event_id", "é\u0000"), bytes, field("personal_data", null))))
        .isEqualTo(
            "{\"id\":7,\"fields\":[{\"name\":\"event_id\",\"value\":\"é\\u0000\"},"
                + "{\"name\":\"payload\",\"base64\":\"wIA=\"},"
                + "{\"name\":\"personal_data\",\"value\":null}]}");
  }

  @Test
  void aReplayedEntryNamesItsLetter() {
    assertThat(texts(ReplayedEntry.fields(12, "", List.of(field("a", "1"), field("b", "2")))))
        .containsExactly("a", "1", "b", "2", "context_graph_replay_of", "12");
  }

  @Test
  void aLetterReplayedBeforeNamesOnlyTheLastOne() {
    assertThat(
            texts(
                ReplayedEntry.fields(
                    13, "", List.of(field("context_graph_replay_of", "12"), field("a", "1")))))
        .containsExactly("a", "1", "context_graph_replay_of", "13");
  }

  @Test
  void aLetterWithOmittedValuesIsNotReplayed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayedEntry.fields(14, "", List.of(field("personal_data", null))))
        .withMessageContaining("personal_data in dead letter 14 was not kept");
  }

  @Test
  void aLetterWithOnlyTheBeginningOfItsEntryIsNotReplayed() {
    List<Field> kept = List.of(field("event_id", "x"), field("note", "yyy"));
    String detail = "the entry has %d bytes; the limit is 1048576";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayedEntry.fields(15, detail.formatted(1_048_577), kept))
        .withMessageContaining(
            "dead letter 15 has only the first 16 bytes of its entry (the entry has 1048577 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ReplayedEntry.fields(
                    15, "the entry has more names and values than are read", kept));
    assertThat(ReplayedEntry.fields(15, detail.formatted(16), kept)).hasSize(6);
  }

  private static String written(FieldName name, String value) {
    return new String(FieldsFormat.field(name, value.getBytes(UTF_8)), ISO_8859_1);
  }

  @Test
  void theKeysOfALetterAreReadAsFarAsItsFieldsReach() {
    byte[] fields =
        FieldsFormat.write(
            EventFields.valid()
                .with("personal_data", "{}")
                .with("note", new byte[300])
                .with("session_id", new byte[] {'s', (byte) 0xC0})
                .list());
    for (int end = 0; end <= fields.length; end++) {
      LetterKeys keys = LetterKeys.of(Arrays.copyOf(fields, end));
      String read = new String(fields, 0, end, ISO_8859_1);
      assertThat(keys.eventId() != null)
          .isEqualTo(
              read.contains(written(FieldName.EVENT_ID, "01a19b7c-a680-71c3-ace8-a48712937ea3")));
      assertThat(keys.agentId() != null)
          .isEqualTo(read.contains(written(FieldName.AGENT_ID, "a1")));
      assertThat(keys.sessionId()).isIn(null, "s\uFFFD");
    }
    assertThat(LetterKeys.of(fields).areComplete()).isTrue();
    assertThat(LetterKeys.of(new byte[] {9, 0, 0}))
        .isEqualTo(new LetterKeys(null, null, null, null));
  }

  @Test
  void ofAKeyThatIsThereTwiceTheFirstCounts() {
    List<byte[]> twice = new ArrayList<>(EventFields.valid().list());
    twice.add("session_id".getBytes(UTF_8));
    twice.add("s2".getBytes(UTF_8));
    assertThat(LetterKeys.of(FieldsFormat.write(twice)).sessionId()).isEqualTo("s1");
  }
}
