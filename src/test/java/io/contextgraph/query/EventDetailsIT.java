package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger adds to events of the graph. */
class EventDetailsIT {
  private static final int EVENTS = 45;

  private Connection ledger;

  @BeforeEach
  void record() throws Exception {
    String database = TestServers.newLedger();
    List<Event> events = new ArrayList<>();
    for (int number = 1; number <= EVENTS; number++) {
      events.add(
          EventFields.valid()
              .with("event_id", QuestionedGraph.id(number))
              .with("occurred_at", "2026-%02d-01T00:00:00Z".formatted(1 + number % 10))
              .with("payload", "{\"message\": \"m" + number + "\"}")
              .event("events", number + "-0"));
    }
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      writer.append(events);
    }
    ledger = TestServers.ledger(database, "ledger_operator").openLedger();
  }

  @AfterEach
  void disconnect() throws Exception {
    ledger.close();
  }

  private static AnswerRow row(String id, @Nullable String status) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("event_id", id);
    values.put("status", status);
    return new AnswerRow(values);
  }

  @Test
  void everyPageOfRowsKeepsItsOrderAndGetsTheDetailsOfItsEvents() throws Exception {
    List<AnswerRow> rows = new ArrayList<>();
    for (int number = EVENTS; number > 0; number--) {
      rows.add(row(QuestionedGraph.id(number), "completed"));
    }
    List<String> payloads = new ArrayList<>();
    for (List<AnswerRow> page : EventDetails.pages(rows)) {
      assertThat(page).hasSizeLessThanOrEqualTo(20);
      for (AnswerRow row : new EventDetails(ledger).of(page)) {
        payloads.add(row.json().replaceAll(".*\"payload\":", ""));
      }
    }
    assertThat(payloads)
        .hasSize(EVENTS)
        .startsWith("{\"message\": \"m45\"}}")
        .endsWith("{\"message\": \"m1\"}}");
  }

  @Test
  void aMessageIsAnErrorOnlyIfTheEventFailed() throws Exception {
    List<AnswerRow> rows =
        new EventDetails(ledger)
            .of(
                List.of(
                    row(QuestionedGraph.id(1), "failed"),
                    row(QuestionedGraph.id(2), "timeout"),
                    row(QuestionedGraph.id(3), "completed"),
                    row(QuestionedGraph.id(4), null)));
    assertThat(rows).extracting(row -> row.text("error")).containsExactly("m1", "m2", null, null);
  }

  @Test
  void errorsAreReadWithoutTheDetailsOfOtherEvents() throws Exception {
    List<AnswerRow> rows =
        List.of(row(QuestionedGraph.id(2), "completed"), row(QuestionedGraph.id(1), "failed"));
    List<AnswerRow> read = new EventDetails(ledger).withErrors(rows);
    assertThat(read).extracting(row -> row.text("error")).containsExactly(null, "m1");
    assertThat(read.get(1).json()).endsWith("\"status\":\"failed\",\"error\":\"m1\"}");
    assertThat(read.get(0).json()).endsWith("\"status\":\"completed\",\"error\":null}");
  }

  @Test
  void anEventThatTheLedgerDoesNotContainHasNoDetails() throws Exception {
    List<AnswerRow> rows = List.of(row(QuestionedGraph.id(900), "failed"), row("no uuid", null));
    assertThat(new EventDetails(ledger).of(rows)).isEqualTo(EventDetails.unread(rows));
    assertThat(EventDetails.unread(rows).get(0).json())
        .endsWith("\"error\":null,\"attributes\":null,\"payload\":null}");
  }

  @Test
  void aSubjectThatIsRecordedHasThePositionOfItsFirstEvent() throws Exception {
    RecordedSubjects recorded = new RecordedSubjects(ledger);
    assertThat(recorded.position(Subject.event(QuestionedGraph.id(7)))).hasValue(7);
    assertThat(recorded.position(Subject.session("s1"))).hasValue(1);
    assertThat(recorded.position(Subject.agent("a1"))).hasValue(1);
    assertThat(recorded.position(Subject.event(QuestionedGraph.id(900)))).isEmpty();
    assertThat(recorded.position(Subject.event("no uuid"))).isEmpty();
    assertThat(recorded.position(Subject.session("none"))).isEmpty();
    assertThat(recorded.position(Subject.agent("none"))).isEmpty();
  }
}
