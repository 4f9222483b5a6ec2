package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventJson;
import io.contextgraph.privacy.SubjectKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code export} and {@code events --open} print, and what they leave in the logs. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ExportCommandIT {
  private static final String NAME = "{\"name\":\n\"Ada\"}";

  @TempDir private Path folder;
  private PrivateLedger ledger;

  @BeforeEach
  void create() {
    ledger = PrivateLedger.create(folder);
  }

  private static List<String> lines(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out().lines().toList();
  }

  /** Of an answer in which values stay sealed. */
  private static List<String> linesWithSealed(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FOUND);
    return run.out().lines().toList();
  }

  @Test
  void anExportHasEveryEventAboutThePersonInOrderAndThenTheDeadLetters() throws Exception {
    SubjectKey ada = ledger.key("ada");
    SubjectKey bob = ledger.key("bob");
    ledger.append(
        PrivateLedger.sealed(1, "ada", ada, NAME),
        PrivateLedger.sealed(2, "bob", bob, NAME),
        PrivateLedger.event(3),
        PrivateLedger.event(4)
            .with("subject_id", "ada")
            .with("occurred_at", "2026-09-02T09:00:00Z"),
        PrivateLedger.sealed(5, "ada", bob, NAME));
    ledger.addLetter(PrivateLedger.event(6).with("subject_id", "ada").with("status", "odd"));
    ledger.addLetter(PrivateLedger.event(7).with("subject_id", "bob"));

    CommandRun run = ledger.run("export", "ada", "--reason", "access request");

    List<String> lines = linesWithSealed(run);
    assertThat(lines).hasSize(4);
    List<String> sealed = ledger.run("events").out().lines().toList();
    assertThat(lines.get(0))
        .contains("\"personal_data\":{\"name\": \"Ada\"}")
        .isEqualTo(
            sealed
                .get(0)
                .replaceFirst(
                    "\"personal_data_sealed\":\"[^\"]+\"",
                    "\"personal_data\":{\"name\": \"Ada\"}"));
    assertThat(lines.subList(1, 3)).containsExactly(sealed.get(3), sealed.get(4));
    JsonNode letter = new ObjectMapper().readTree(lines.get(3)).path("dead_letter");
    assertThat(letter.path("reason").asText()).isEqualTo("INVALID_STATUS");
    assertThat(letter.path("fields")).hasSize(8);
    assertThat(run.err())
        .contains("3 events and 1 dead letter about the subject.")
        .contains(
            "1 sealed value was opened; 0 stay sealed because the subject was erased, 0"
                + " because its key is missing, 1 because its key does not open them.");
    assertThat(ledger.run("audit", "--type", "privacy.exported").out())
        .contains(
            "\"status\":\"completed\"",
            "\"reason\":\"access request\"",
            "\"parameters\":{\"subject\":\"ada\"}",
            "\"dead_letters\":\"1\"",
            "\"events\":\"3\"",
            "\"opened\":\"1\"");
  }

  @Test
  void theSealedValueOfADeadLetterIsOpenedToo() throws Exception {
    SubjectKey ada = ledger.key("ada");
    ledger.addLetter(PrivateLedger.sealed(6, "ada", ada, "{\"name\":\"Ada\"}"));
    CommandRun run = ledger.run("export", "ada");
    JsonNode letter =
        new ObjectMapper().readTree(lines(run).get(0)).path("dead_letter").path("fields");
    assertThat(letter.findValuesAsText("name")).contains("personal_data");
    assertThat(letter.findValuesAsText("value")).contains("{\"name\":\"Ada\"}");
    assertThat(run.err()).contains("1 sealed value was opened");

    ledger.addLetter(PrivateLedger.sealed(7, "ada", ledger.key("bob"), "{}"));
    CommandRun other = ledger.run("export", "ada");
    assertThat(linesWithSealed(other)).hasSize(2);
    assertThat(other.err()).contains("1 because its key does not open them");
  }

  @Test
  void eachOpeningIsLoggedWithWhoAndWhichQuestionAndAReceiptNamesIt() throws Exception {
    SubjectKey ada = ledger.key("ada");
    ledger.append(PrivateLedger.sealed(1, "ada", ada, NAME));
    assertThat(lines(ledger.run("events", "--open", "--session", "s1"))).hasSize(1);
    assertThat(
            ledger.text(
                "SELECT string_agg(concat_ws(' ', who, subject_id, question, redeemed_at IS NULL),"
                    + " ';') FROM privacy.read_log"))
        .isEqualTo("privacy_opener ada events --open --session s1 f");
    assertThat(ledger.text("SELECT leased_until > now() FROM privacy.subject")).isEqualTo("t");
  }

  @Test
  void whatIsErasedOrHasNoKeyStaysSealedAndIsCounted() throws Exception {
    SubjectKey ada = ledger.key("ada");
    SubjectKey bob = ledger.key("bob");
    SubjectKey eve = ledger.key("eve");
    ledger.append(
        PrivateLedger.sealed(1, "ada", ada, NAME),
        PrivateLedger.sealed(2, "bob", bob, NAME),
        PrivateLedger.sealed(3, "nemo", eve, NAME),
        PrivateLedger.sealed(4, "eve", eve, "no JSON"));
    assertThat(ledger.run("erase", "bob", "--reason", "asked").exitCode()).isZero();
    CommandRun opened = ledger.run("events", "--open", "--limit", "4");
    List<String> lines = linesWithSealed(opened);
    assertThat(lines.get(0)).contains("\"personal_data\":{").doesNotContain("_sealed");
    assertThat(lines.subList(1, 4))
        .allMatch(line -> line.contains("\"personal_data_sealed\":\""))
        .noneMatch(line -> line.contains("\"personal_data\":"));
    assertThat(opened.err())
        .contains(
            "1 sealed value was opened; 1 stay sealed because the subject was erased, 1"
                + " because its key is missing, 1 because its key does not open them.");
    assertThat(lines(ledger.run("export", "bob"))).hasSize(1);
    CommandRun cut = ledger.run("events", "--open", "--session", "s1", "--limit", "3");
    assertThat(cut.err())
        .contains("The answer is not complete: --limit 3 was reached")
        .contains("0 because its key does not open them.");
  }

  @Test
  void archivedMonthsThatAreLeftOutAreNamedAndCounted() throws Exception {
    ledger.append(PrivateLedger.sealed(1, "ada", ledger.key("ada"), NAME));
    ledger.recordArchive("event_2026_11-0123456789abcdef.jsonl.gz");
    String note =
        "Archived months are not in the answer and may have more:"
            + " event_2026_11-0123456789abcdef.jsonl.gz; retention restore brings their rows back.";
    CommandRun export = ledger.run("export", "ada");
    assertThat(export.err()).contains(note);
    assertThat(export.exitCode()).as("it is not everything").isEqualTo(ExitCode.FOUND);
    assertThat(ledger.run("events", "--open").err()).contains(note);
    assertThat(ledger.run("audit", "--type", "privacy.exported").out())
        .contains("\"archives_left_out\":\"1\"");
  }

  /** So that what was opened can be published again. */
  @Test
  void anOpenedLineIsTheSameEventToAProducer() throws Exception {
    ledger.append(PrivateLedger.sealed(1, "ada", ledger.key("ada"), NAME));
    String line = lines(ledger.run("events", "--open")).get(0);
    List<byte[]> fields = EventJson.fields(line.getBytes(StandardCharsets.UTF_8));
    EventFields again = EventFields.valid();
    for (int i = 0; i < fields.size(); i += 2) {
      String name = new String(fields.get(i), StandardCharsets.UTF_8);
      if (!name.equals("personal_data")) {
        again.with(name, fields.get(i + 1));
      }
    }
    assertThat(fields.stream().map(it -> new String(it, StandardCharsets.UTF_8)))
        .contains("personal_data", "{\"name\": \"Ada\"}");
    assertThat(line).contains(HexFormat.of().formatHex(again.event("events", "1-1").contentHash()));
  }

  @Test
  void withoutTheRightsNothingIsOpened() throws Exception {
    ledger.append(PrivateLedger.sealed(1, "ada", ledger.key("ada"), NAME));
    for (String variable :
        List.of(
            "CONTEXT_GRAPH_PRIVACY_OPENER_URI",
            "CONTEXT_GRAPH_PRIVACY_KEY_FILE",
            "CONTEXT_GRAPH_POSTGRES_CONTROL_URI")) {
      var environment = ledger.environment();
      environment.remove(variable);
      CommandRun refused = CommandRun.of(environment, "export", "ada");
      assertThat(refused.exitCode()).as(variable).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(refused.err()).contains(variable);
      assertThat(refused.out()).isEmpty();
    }
    assertThat(ledger.text("SELECT count(*) FROM privacy.read_log")).isEqualTo("0");
    for (String[] words :
        new String[][] {{"--id", PrivateLedger.eventId(1).toString()}, {"--follow"}}) {
      String[] all = new String[words.length + 2];
      all[0] = "events";
      all[1] = "--open";
      System.arraycopy(words, 0, all, 2, words.length);
      assertThat(ledger.run(all).exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    }
  }

  @Test
  void aPersonWithMoreEventsThanAPageIsExportedWhole() throws Exception {
    SubjectKey ada = ledger.key("ada");
    EventFields[] events = new EventFields[2_300];
    for (int i = 0; i < events.length; i++) {
      events[i] = PrivateLedger.sealed(i + 1, "ada", ada, "{\"n\":" + i + "}");
    }
    ledger.append(events);
    List<String> lines = lines(ledger.run("export", "ada"));
    assertThat(lines).hasSize(events.length);
    for (int i = 0; i < events.length; i++) {
      assertThat(lines.get(i)).contains("\"personal_data\":{\"n\":" + i + "}");
    }
    assertThat(ledger.text("SELECT count(*) FROM privacy.read_log")).isEqualTo("1");
  }
}
