package io.contextgraph.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.FieldName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspellingsTest {
  @ParameterizedTest
  @CsvSource({
    "eventId, EVENT_ID",
    "Session-ID, SESSION_ID",
    "sesion_id, SESSION_ID",
    "session, SESSION_ID",
    "parent_event, PARENT_EVENT_ID",
    "ocurred_at, OCCURRED_AT",
    "payloads, PAYLOAD"
  })
  void aNameThatLooksLikeAFieldIsFound(String name, FieldName field) {
    assertThat(Misspellings.similar(name)).contains(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model", "cost", "", "state", "tokens_used", "user_id", "id", "parent_id", "步骤"})
  void anotherNameIsNot(String name) {
    assertThat(Misspellings.similar(name)).isEmpty();
  }

  @Test
  void eachNameIsReportedOnce() {
    Misspellings misspellings = new Misspellings();
    List<byte[]> fields = List.of("eventId".getBytes(StandardCharsets.UTF_8), new byte[0]);
    assertThat(misspellings.unseen(fields)).containsExactly("eventId looks like event_id");
    assertThat(misspellings.unseen(fields)).isEmpty();
  }
}
