package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobReportTest {
  private static final Instant NOW = Instant.ofEpochMilli(10_500);

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
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
  void theAgeIsThatOfTheLastCompletedCheckpoint() throws Exception {
    JsonNode job = json("{'jid': 'b', 'name': 'context-graph', 'state': 'RUNNING'}");
    JsonNode checkpoints =
        json(
            "{'counts': {'completed': 5, 'failed': 2, 'in_progress': 1},"
                + " 'latest': {'completed': {'latest_ack_timestamp': 9000}}}");
    assertThat(JobReport.line(job, checkpoints, List.of(), NOW))
        .isEqualTo(
            "{'part':'job','job':'b','name':'context-graph','state':'RUNNING','checkpoints':5,'failedCheckpoints':2,'checkpointAgeMillis':1500,'projectionStands':null}"
                .replace('\'', '"'));
  }

  @Test
  void beforeTheFirstCheckpointThereIsNoAge() throws Exception {
    JsonNode none =
        json("{'counts': {'completed': 0, 'failed': 0}, 'latest': {'completed': null}}");
    assertThat(JobReport.line(json("{'jid': 'b'}"), none, List.of(), NOW))
        .contains("\"checkpointAgeMillis\":null,");
  }

  @Test
  void theReasonsWhyAProjectionStandsAreNamedOnce() throws Exception {
    JsonNode metrics =
        json(
            "[{'id': '0.graph__Writer.projectionStanding'},"
                + " {'id': '0.graph__Writer.projectionStandingReason'},"
                + " {'id': '1.graph__Writer.projectionStandingReason'}]");
    assertThat(JobReport.reported(metrics))
        .containsExactly(
            "0.graph__Writer.projectionStandingReason", "1.graph__Writer.projectionStandingReason");
    List<JsonNode> values =
        List.of(
            json("{'id': '0.w.projectionStandingReason', 'value': 'x'}"),
            json("{'id': '0.w.projectionStandingReason', 'value': ''}"),
            json("{'id': '0.w.projectionStandingReason', 'value': 'x'}"));
    assertThat(JobReport.line(json("{'jid': 'b'}"), json("{}"), values, NOW))
        .endsWith("\"projectionStands\":\"x\"}");
  }

  @Test
  void everyStreamThatTheJobLeftOutHasALineWithItsReason() throws Exception {
    JsonNode names = json("[{'id': '0.x.leftOutStreams'}, {'id': '0.x.streamsLeftOut'}]");
    assertThat(JobReport.reported(names)).containsExactly("0.x.leftOutStreams");
    JsonNode values =
        json(
            "[{'id': '0.x.leftOutStreams', 'value': 'a: b\\tWRONGTYPE x\\nc\\tNOPERM'},"
                + " {'id': '1.x.leftOutStreams', 'value': ''}]");
    assertThat(JobReport.leftOutLines("j", List.of(values.get(0), values.get(1))))
        .containsExactly(
            "{'part':'stream-left-out','job':'j','stream':'a: b','reason':'WRONGTYPE x'}"
                .replace('\'', '"'),
            "{'part':'stream-left-out','job':'j','stream':'c','reason':'NOPERM'}"
                .replace('\'', '"'));
  }
}
