package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.Reason;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Finds dead letters by what their fields say, in a real ledger. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DeadLetterSearchIT {
  private static final String ID = "01a19b7c-a680-71c3-ace8-a48712937ea3";

  private final String database = TestServers.newLedger();
  private final StoredLetters letters = new StoredLetters(database, "events");
  private Connection ledger;

  @BeforeEach
  void connect() throws SQLException {
    ledger = TestServers.ledger(database, "ledger_reader").open();
  }

  @AfterEach
  void disconnect() throws SQLException {
    ledger.close();
  }

  private static DeadLetterQuery query(String event, String session, String agent) {
    return new DeadLetterQuery(0, null, null, event, session, agent, null);
  }

  private List<JsonNode> list(DeadLetterQuery query) throws SQLException {
    List<JsonNode> found = new ArrayList<>();
    new DeadLetters(ledger).list(query, 10_000, line -> found.add(json(line)));
    return found;
  }

  private List<Long> ids(DeadLetterQuery query) throws SQLException {
    return list(query).stream().map(letter -> letter.path("id").asLong()).toList();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private long add(EventFields fields, String entryId) throws SQLException {
    return letters.add(fields, entryId, Reason.INVALID_STATUS);
  }

  @Test
  void aSubjectFindsItsLettersAlsoBehindALargeFieldAndNoneThatOnlyContainsItsName()
      throws Exception {
    long first = add(EventFields.valid().with("subject_id", "ada"), "1-1");
    add(EventFields.valid().with("subject_id", "adam"), "1-2");
    add(EventFields.valid().with("payload", "{\"subject_id\":\"ada\"}"), "1-3");
    long large =
        add(
            EventFields.valid()
                .with("payload", "x".repeat(100_000))
                .with("subject_id", "ada")
                .with("personal_data", "{}"),
            "1-4");
    assertThat(ids(DeadLetterQuery.ofSubject("ada"))).containsExactly(first, large);
    List<SubjectLetters.Letter> found = new ArrayList<>();
    new SubjectLetters(ledger).each("ada", found::add);
    assertThat(found).extracting(SubjectLetters.Letter::id).containsExactly(first, large);
    assertThat(found)
        .extracting(SubjectLetters.Letter::hadPersonalData)
        .containsExactly(false, true);
    assertThat(json(found.get(1).json()).path("fields")).hasSize(9);
  }

  @Test
  void aLetterWithPlainDataWhoseSubjectNoEventCanHaveMayBeAboutAnyone() throws Exception {
    SubjectLetters subjects = new SubjectLetters(ledger);
    add(EventFields.valid().with("subject_id", "ada").with("personal_data", "{}"), "7-1");
    add(EventFields.valid().with("subject_id", ""), "7-2");
    assertThat(subjects.ofUnknownSubject()).isZero();
    add(EventFields.valid().with("personal_data", "{}"), "7-3");
    add(EventFields.valid().with("subject_id", "").with("personal_data", "{}"), "7-4");
    assertThat(subjects.ofUnknownSubject()).isEqualTo(2);
  }

  @Test
  void aLetterShowsItsEventSessionAndAgentInThisForm() throws Exception {
    add(EventFields.valid(), "5-6");
    List<String> lines = new ArrayList<>();
    new DeadLetters(ledger).list(query(null, null, null), 10, lines::add);
    assertThat(lines)
        .singleElement()
        .asString()
        .matches(
            "\\{\"id\":1,\"stream\":\"events\",\"entry_id\":\"5-6\",\"event_id\":\""
                + ID
                + "\",\"session_id\":\"s1\",\"agent_id\":\"a1\",\"reason\":\"INVALID_STATUS\","
                + "\"detail\":\"for a test\",\"bytes\":178,\"first_seen_at\":\"20[-0-9T:.]+Z\","
                + "\"status\":\"open\",\"replayed_at\":null,\"replayed_by\":null,"
                + "\"replayed_as\":null,\"discarded_at\":null,\"discarded_by\":null,"
                + "\"discard_reason\":null}");
  }

  @Test
  void keysAreReadWhereverTheyAreAndHoweverBadTheyAre() throws Exception {
    EventFields late = EventFields.valid().without("session_id").without("agent_id");
    add(late.with("note", "x".repeat(100_000)).with("session_id", "late"), "1-1");
    add(EventFields.valid().with("event_id", "no uuid").without("agent_id"), "1-2");
    add(EventFields.valid().with("session_id", "x".repeat(300)), "1-3");
    List<JsonNode> all = list(query(null, null, null));
    assertThat(all.get(0).path("session_id").asText()).isEqualTo("late");
    assertThat(all.get(0).path("agent_id").isNull()).isTrue();
    assertThat(all.get(1).path("event_id").asText()).isEqualTo("no uuid");
    assertThat(all.get(2).path("session_id").asText()).isEqualTo("x".repeat(256) + "…");
    add(EventFields.valid().with("event_id", "01A19b7c-A680-71c3-ace8-a48712937ea3"), "1-4");
    assertThat(ids(query("NO UUID", null, null))).containsExactly(2L);
    assertThat(ids(query(ID, null, null))).containsExactly(1L, 3L, 4L);
    assertThat(ids(query(null, "late", null))).containsExactly(1L);
    assertThat(ids(query(null, "x".repeat(300), null))).containsExactly(3L);
  }

  @Test
  void aValueInAnotherFieldDoesNotMatch() throws Exception {
    add(EventFields.valid().with("session_id", "s").with("note", ID.replace('0', '1')), "1-1");
    add(EventFields.valid().with("agent_id", "s1").with("session_id", "s"), "1-2");
    assertThat(ids(query(ID.replace('0', '1'), null, null))).isEmpty();
    assertThat(ids(query(null, "s1", null))).isEmpty();
    assertThat(ids(query(null, null, "s1"))).containsExactly(2L);
    assertThat(ids(query(ID.toUpperCase(Locale.ROOT), "s", null))).containsExactly(1L, 2L);
  }

  /** Compares the search with a loop over all letters. */
  @Test
  void theSearchFindsExactlyTheLettersThatMeetAllConditions() throws Exception {
    Random random = new Random(Long.getLong("seed", 20261126L));
    List<EventFields> stored = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      EventFields fields =
          EventFields.valid()
              .with("event_id", new UUID(0, random.nextInt(20)).toString())
              .with("session_id", "s" + random.nextInt(4))
              .with("agent_id", "é\\" + random.nextInt(3));
      stored.add(fields);
      add(fields, "7-" + i);
    }
    for (int round = 0; round < 60; round++) {
      String event = random.nextBoolean() ? null : new UUID(0, random.nextInt(22)).toString();
      String session = random.nextBoolean() ? null : "s" + random.nextInt(5);
      String agent = random.nextBoolean() ? null : "é\\" + random.nextInt(4);
      List<Long> expected = new ArrayList<>();
      for (int i = 0; i < stored.size(); i++) {
        if (has(stored.get(i), "event_id", event)
            && has(stored.get(i), "session_id", session)
            && has(stored.get(i), "agent_id", agent)) {
          expected.add(i + 1L);
        }
      }
      assertThat(ids(query(event, session, agent))).isEqualTo(expected);
    }
  }

  private static boolean has(EventFields fields, String name, String value) {
    List<String> texts =
        fields.list().stream()
            .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
            .toList();
    return value == null || texts.get(texts.indexOf(name) + 1).equals(value);
  }

  @Test
  void theLimitIsNamedExactlyIfLettersMayFollow() throws Exception {
    for (int i = 0; i < 3; i++) {
      add(EventFields.valid(), "7-" + i);
    }
    DeadLetters found = new DeadLetters(ledger);
    DeadLetterQuery all = query(null, null, null);
    assertThat(found.list(all, 2, line -> {})).isEqualTo(OptionalLong.of(2));
    assertThat(found.list(all, 3, line -> {})).isEmpty();
    assertThat(found.list(query(null, "s1", null), 1, line -> {})).isEqualTo(OptionalLong.of(1));
    assertThat(found.list(query(null, "none", null), 1, line -> {})).isEmpty();
  }
}
