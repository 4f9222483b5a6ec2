package io.contextgraph.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contextgraph.event.FieldsFormat.Field;
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
                "{\"id\":7}",
                List.of(field("event_id", "é\u0000"), bytes, field("personal_data", null))))
        .isEqualTo(
            "{\"id\":7,\"fields\":[{\"name\":\"event_id\",\"value\":\"é\\u0000\"},"
                + "{\"name\":\"payload\",\"base64\":\"wIA=\"},"
                + "{\"name\":\"personal_data\",\"value\":null}]}");
  }

  @Test
  void aReplayedEntryNamesItsLetter() {
    assertThat(texts(ReplayedEntry.fields(12, List.of(field("a", "1"), field("b", "2")))))
        .containsExactly("a", "1", "b", "2", "context_graph_replay_of", "12");
  }

  @Test
  void aLetterReplayedBeforeNamesOnlyTheLastOne() {
    assertThat(
            texts(
                ReplayedEntry.fields(
                    13, List.of(field("context_graph_replay_of", "12"), field("a", "1")))))
        .containsExactly("a", "1", "context_graph_replay_of", "13");
  }

  @Test
  void aLetterWithOmittedValuesIsNotReplayed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayedEntry.fields(14, List.of(field("personal_data", null))))
        .withMessageContaining("personal_data in dead letter 14 was not kept");
  }
}
