package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobReportTest {
  private static final Instant NOW = Instant.ofEpochMilli(10_500);
  private static final JobMetrics NO_METRICS = new JobMetrics(List.of());

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static JobMetrics metrics(String values) throws Exception {
    List<JsonNode> list = new ArrayList<>();
    json(values).forEach(list::add);
    return new JobMetrics(list);
  }

  /** The line of a job about which nothing but these metrics is known. */
  private static JsonNode line(JobMetrics metrics) throws Exception {
    return JobReport.line(json("{'jid': 'b'}"), json("{}"), json("{}"), metrics, NOW);
  }

  @Test
  void endedJobsAreOmitted() throws Exception {
    JsonNode overview =
        json("{'jobs': [{'jid': 'a', 'end-time': 7}, {'jid': 'b', 'end-time': -1}]}");
    assertThat(JobReport.unfinished(overview))
        .extracting(job -> job.path("jid").asText())
        .containsExactly("b");
  }

  @Test
  void theLineOfAJobHasAllOfItsKeysInOneOrder() throws Exception {
    JsonNode job =
        json(
            "{'jid': 'b', 'name': 'context-graph', 'state': 'RUNNING', 'duration': 2500,"
                + " 'tasks': {'total': 5, 'running': 4}}");
    JsonNode details =
        json(
            "{'vertices': [{'name': 'Source: ledger-source', 'start-time': 9999},"
                + " {'name': 'Source: redis-streams -> decode', 'start-time': 7000},"
                + " {'name': 'deduplicate', 'start-time': 8000},"
                + " {'name': 'dead-letters: Writer', 'start-time': 9998}]}");
    JsonNode checkpoints =
        json(
            "{'counts': {'completed': 5, 'failed': 2, 'in_progress': 1},"
                + " 'latest': {'completed': {'latest_ack_timestamp': 9000}}}");
    JobMetrics metrics =
        metrics(
            "[{'id': '0.Source__redis-streams.entriesLost', 'value': '0'},"
                + " {'id': '0.deduplicate.duplicates', 'value': '7'},"
                + " {'id': '1.deduplicate.duplicates', 'value': '5'},"
                + " {'id': '0.ledger__Writer.duplicates', 'value': '4'},"
                + " {'id': '0.Source__redis-streams.streamsLeftOut', 'value': '25'},"
                + " {'id': 'redis-streams.streamsNotDescribed', 'value': '2'},"
                + " {'id': 'redis-streams.redisAvailable', 'value': '0'},"
                + " {'id': '0.graph__Writer.graphAvailable', 'value': '1'}]");
    assertThat(JobReport.line(job, details, checkpoints, metrics, NOW).toString())
        .isEqualTo(
            ("{'part':'job','job':'b','name':'context-graph','state':'RUNNING',"
                    + "'runningMillis':2500,'checkpoints':5,"
                    + "'failedCheckpoints':2,'checkpointAgeMillis':1500,'projectionStands':null,"
                    + "'pipelines':['ingest','projection'],'tasks':5,'tasksRunning':4,"
                    + "'entriesLost':0,'duplicates':16,'countedSince':'1970-01-01T00:00:08Z',"
                    + "'streamsLeftOut':27,'redisAvailable':false,'graphAvailable':true}")
                .replace('\'', '"'));
  }

  @Test
  void beforeTheFirstCheckpointThereIsNoAge() throws Exception {
    JsonNode none =
        json("{'counts': {'completed': 0, 'failed': 0}, 'latest': {'completed': null}}");
    JsonNode line = JobReport.line(json("{'jid': 'b'}"), json("{}"), none, NO_METRICS, NOW);
    assertThat(line.get("checkpointAgeMillis").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "entriesLost",
    "duplicates",
    "countedSince",
    "streamsLeftOut",
    "redisAvailable",
    "graphAvailable"
  })
  void whatNoTaskReportsIsNull(String key) throws Exception {
    assertThat(line(NO_METRICS).get(key).isNull()).isTrue();
  }

  @Test
  void aGraphThatOneWriterCannotReachIsNotAvailable() throws Exception {
    JobMetrics metrics =
        metrics(
            "[{'id': '0.g.graphAvailable', 'value': '1'},"
                + " {'id': '1.g.graphAvailable', 'value': '0'}]");
    assertThat(line(metrics).get("graphAvailable").asBoolean()).isFalse();
  }

  @Test
  void theReasonsWhyAProjectionStandsAreNamedOnce() throws Exception {
    JsonNode listed =
        json(
            "[{'id': '0.graph__Writer.projectionStanding'},"
                + " {'id': '0.graph__Writer.projectionStandingReason'},"
                + " {'id': '1.graph__Writer.projectionStandingReason'}]");
    assertThat(JobMetrics.reported(listed))
        .containsExactly(
            "0.graph__Writer.projectionStandingReason", "1.graph__Writer.projectionStandingReason");
    JobMetrics metrics =
        metrics(
            "[{'id': '0.w.projectionStandingReason', 'value': 'x'},"
                + " {'id': '0.w.projectionStandingReason', 'value': ''},"
                + " {'id': '0.w.projectionStandingReason', 'value': 'x'}]");
    assertThat(line(metrics).get("projectionStands").asText()).isEqualTo("x");
  }

  @Test
  void everyStreamThatTheJobLeftOutHasALineWithItsReason() throws Exception {
    JsonNode listed = json("[{'id': '0.x.leftOutStreams'}, {'id': '0.x.streamsLeftOut'}]");
    assertThat(JobMetrics.reported(listed))
        .containsExactly("0.x.leftOutStreams", "0.x.streamsLeftOut");
    JobMetrics metrics =
        metrics(
            "[{'id': '0.x.leftOutStreams', 'value': 'a: b\\tWRONGTYPE x\\nc\\tNOPERM'},"
                + " {'id': '1.x.leftOutStreams', 'value': ''}]");
    assertThat(JobReport.leftOutLines("j", metrics).toString())
        .isEqualTo(
            "[{'part':'stream-left-out','job':'j','stream':'a: b','reason':'WRONGTYPE x'}, {'part':'stream-left-out','job':'j','stream':'c','reason':'NOPERM'}]"
                .replace('\'', '"'));
  }
}
