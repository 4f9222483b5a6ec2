package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
  private static final String HEALTHY =
      "{'part': 'job', 'job': 'j', 'state': 'RUNNING', 'tasks': 5, 'tasksRunning': 5,"
          + " 'checkpointAgeMillis': 900, 'projectionStands': null, 'entriesLost': 0,"
          + " 'countedSince': '2026-11-26T10:00:00Z', 'graphAvailable': true,"
          + " 'pipelines': ['ingest', 'projection']}";

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static List<String> of(String... parts) throws Exception {
    return Findings.of(
        Stream.of(parts)
            .map(
                part -> {
                  try {
                    return json(part);
                  } catch (Exception e) {
                    throw new IllegalArgumentException(part, e);
                  }
                })
            .toList(),
        0);
  }

  /** The healthy job with one value changed. */
  private static String with(String key, String value) throws Exception {
    return ((ObjectNode) json(HEALTHY)).set(key, json(value)).toString();
  }

  @Test
  void aSystemThatRecordsAndProjectsHasNoFinding() throws Exception {
    assertThat(of(HEALTHY, "{'part': 'stream', 'stream': 'events', 'lag': 1000000}")).isEmpty();
  }

  @Test
  void ingestAndProjectionMayRunAsTwoJobs() throws Exception {
    assertThat(of(with("pipelines", "['ingest']"), with("pipelines", "['projection']"))).isEmpty();
  }

  @Test
  void noJobAtAllIsAFinding() throws Exception {
    String none = "No job is running: nothing is recorded, and entries wait in Redis";
    assertThat(of()).containsExactly(none);
    assertThat(of(with("pipelines", "[]"))).containsExactly(none);
  }

  @Test
  void aProjectionAloneDoesNotRecord() throws Exception {
    assertThat(of(with("pipelines", "['projection']")))
        .containsExactly(
            "No job runs the ingest pipeline: nothing is recorded, and entries wait in Redis");
  }

  @Test
  void twoJobsThatRecordAreNamed() throws Exception {
    assertThat(of(HEALTHY, with("job", "'k'")))
        .containsExactly("2 jobs run the ingest pipeline, but a ledger needs one: j, k");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state | 'RESTARTING' | Job j is RESTARTING: 5 of 5 tasks run",
        "tasksRunning | 3 | Job j is RUNNING: 3 of 5 tasks run",
        "checkpointAgeMillis | 660000 | Job j completed its last checkpoint 11 min ago: nothing is"
            + " removed from Redis meanwhile",
        "projectionStands | 'no format version' | The projection stands: no format version",
        "redisAvailable | false | Job j cannot ask its Redis for streams; the log of the JobManager"
            + " says why",
        "graphAvailable | false | Neo4j does not answer the projection; recording continues",
        "entriesLost | 7 | Entries lost: 7. Another program removed them before they were read; the"
            + " log says between which ids. --known-lost 7 acknowledges them"
      },
      quoteCharacter = '`')
  void whatIsWrongWithAJobIsSaidInOneSentence(String key, String value, String finding)
      throws Exception {
    assertThat(of(with(key, value))).containsExactly(finding);
  }

  @ParameterizedTest
  @CsvSource({"checkpointAgeMillis", "entriesLost", "redisAvailable", "graphAvailable"})
  void whatIsUnknownIsNoFinding(String key) throws Exception {
    assertThat(of(with(key, "null"))).isEmpty();
  }

  @Test
  void aJobThatNeverCompletedACheckpointIsNamedAfterTenMinutes() throws Exception {
    String none = with("checkpointAgeMillis", "null");
    ObjectNode job = (ObjectNode) json(none);
    assertThat(of(job.put("runningMillis", 599_000).toString())).isEmpty();
    assertThat(of(job.put("runningMillis", 660_000).toString()))
        .containsExactly(
            "Job j completed no checkpoint in the 11 min since it started: nothing is removed from"
                + " Redis meanwhile");
  }

  @Test
  void lossesThatAnOperatorKnowsAreNoFindingUntilThereAreMore() throws Exception {
    List<JsonNode> parts = List.of(json(with("entriesLost", "7")));
    assertThat(Findings.of(parts, 7)).isEmpty();
    assertThat(Findings.of(parts, 5))
        .containsExactly(
            "Entries lost: 7, of which 5 were known. Another program removed them before they were"
                + " read; the log says between which ids. --known-lost 7 acknowledges them");
  }

  @Test
  void aStreamThatIsLeftOutIsNamedWithItsReason() throws Exception {
    assertThat(
            of(HEALTHY, "{'part': 'stream-left-out', 'stream': 'a b', 'reason': 'WRONGTYPE 100%'}"))
        .containsExactly("Stream a b is not read: WRONGTYPE 100%");
  }

  @Test
  void streamsThatAreLeftOutButNotListedAreCounted() throws Exception {
    String listed = "{'part': 'stream-left-out', 'job': 'j', 'stream': 's', 'reason': 'NOPERM'}";
    assertThat(of(with("streamsLeftOut", "1"), listed)).hasSize(1);
    assertThat(of(with("streamsLeftOut", "2"), listed))
        .contains("1 more stream is not read by job j; its log names each");
    assertThat(of(with("streamsLeftOut", "25"), listed))
        .containsExactly(
            "Stream s is not read: NOPERM",
            "24 more streams are not read by job j; its log names each");
  }
}
