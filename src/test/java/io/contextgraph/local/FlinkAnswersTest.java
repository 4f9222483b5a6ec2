package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Output of Flink's programs and responses of its REST interface. */
class FlinkAnswersTest {
  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({"3,0,0,true", "2,1,0,false", "2,0,1,false", "0,0,0,false"})
  void allTasksRunOnlyIfThereAreTasksAndEachRuns(
      int running, int scheduled, int finished, boolean all) throws Exception {
    String counts = "{'status-counts': {'RUNNING': %d, 'SCHEDULED': %d, 'FINISHED': %d}}";
    assertThat(FlinkAnswers.allTasksRun(json(counts.formatted(running, scheduled, finished))))
        .isEqualTo(all);
  }

  @Test
  void everyJobIsListedWithItsState() throws Exception {
    JsonNode jobs =
        json(
            "{'jobs': [{'id': 'a', 'status': 'FINISHED'}, {'id': 'b', 'status': 'RESTARTING'},"
                + " {'id': 'c', 'status': 'CANCELED'}, {'id': 'd', 'status': 'FAILED'},"
                + " {'id': 'e', 'status': 'RUNNING'}]}");
    Map<String, String> statuses = FlinkAnswers.statuses(jobs);
    assertThat(statuses).hasSize(5).containsEntry("d", "FAILED");
    assertThat(FlinkAnswers.unfinishedJobs(statuses)).containsExactly("b", "e");
  }

  @Test
  void theCauseOfAFailureIsTheLastOneInOneLine() throws Exception {
    String trace =
        "org.apache.flink.runtime.JobException: Recovery is suppressed\\n\\tat a.B.c(D.java:1)"
            + "\\nCaused by: java.lang.IllegalStateException: no ledger\\n\\tat e.F.g(H.java:2)";
    JsonNode exceptions =
        json("{'exceptionHistory': {'entries': [{'stacktrace': '" + trace + "'}]}}");
    assertThat(FlinkAnswers.cause(exceptions)).isEqualTo("no ledger");
    assertThat(FlinkAnswers.cause(json("{}"))).isEqualTo("unknown");
  }

  @Test
  void theCauseNamesTheServerThatCouldNotBeReached() {
    String trace =
        "org.apache.flink.util.FlinkRuntimeException: Failed to start\n\tat a.B.c(D.java:1)\n"
            + "Caused by: java.sql.SQLException: Postgres at postgresql://h:1/p as u cannot be"
            + " used: Connection to h:1 refused\n\tat e.F.g(H.java:2)\n"
            + "Caused by: java.net.ConnectException: Connection refused\n\tat i.J.k(L.java:3)\n";
    assertThat(ClientOutput.rootCause(trace).map(ClientOutput::withoutClass))
        .contains("Postgres at postgresql://h:1/p as u cannot be used: Connection to h:1 refused");
  }

  @Test
  void theReasonOfARefusalIsOneLineOfTheClientsOutput() {
    String output =
        "INFO x\n\norg.apache.flink.client.program.ProgramInvocationException: The main method"
            + " caused an error: redis.uri is not a URI\n\tat a.B.c(D.java:1)\n"
            + "Caused by: java.lang.IllegalArgumentException: redis.uri is not a URI\n\tat e.F(G)\n"
            + "\t... 4 more\n";
    assertThat(new ClientOutput(1, output).reason()).isEqualTo("redis.uri is not a URI");
    assertThat(new ClientOutput(137, "killed\n").reason()).isEqualTo("exit code 137");
    assertThat(new ClientOutput(1, "Caused by: a.b.TimeoutException\n").reason())
        .isEqualTo("a.b.TimeoutException");
  }

  @Test
  void everyProblemOfTheJobsConfigurationIsNamedOnce() {
    String output =
        "x.ProgramInvocationException: The main method caused an error: The configuration is"
            + " invalid:\n  - unknown argument a; did you mean b?\n  - c should be d\n\tat e.F(G)\n"
            + "Caused by: i.c.job.ConfigurationException: The configuration is invalid:\n"
            + "  - unknown argument a; did you mean b?\n  - c should be d\n\tat e.F(G)\n";
    assertThat(new ClientOutput(1, output).reason())
        .isEqualTo("unknown argument a; did you mean b?; c should be d");
  }

  @Test
  void thePlanIsFoundAmongOtherLines() {
    String output =
        "INFO x\n---- Execution Plan ----\n{\n  \"nodes\" : [ {\n  } ]\n}\n--------\n\nNo description\n";
    assertThat(new ClientOutput(0, output).plan()).contains("{\n  \"nodes\" : [ {\n  } ]\n}");
    assertThat(new ClientOutput(1, "no\n").plan()).isEmpty();
  }

  @Test
  void runningTasksAreCountedOverAllVertices() throws Exception {
    JsonNode job =
        json(
            "{'vertices': [{'parallelism': 3, 'tasks': {'RUNNING': 1, 'SCHEDULED': 2}},"
                + " {'parallelism': 1, 'tasks': {'RUNNING': 1}}]}");
    assertThat(FlinkAnswers.tasks(job)).isEqualTo("2 of 4 tasks run");
  }

  @Test
  void aSavepointIsReturnedOnceItIsCompleted() throws Exception {
    assertThat(FlinkAnswers.savepoint(json("{'status': {'id': 'IN_PROGRESS'}}"))).isEmpty();
    assertThat(
            FlinkAnswers.savepoint(
                json("{'status': {'id': 'COMPLETED'}, 'operation': {'location': 'file:/s/1'}}")))
        .contains(Path.of("/s/1"));
  }

  @Test
  void aFailedSavepointNamesItsCause() throws Exception {
    JsonNode failed =
        json(
            "{'status': {'id': 'COMPLETED'}, 'operation': {'failure-cause': {'class': 'a.X',"
                + " 'stack-trace': 'a.X: first\\n\\tat b.C\\nCaused by: d.EException: last'}}}");
    assertThatExceptionOfType(LocalException.class)
        .isThrownBy(() -> FlinkAnswers.savepoint(failed))
        .withMessage("The savepoint failed: last");
  }

  @Test
  void theJobIdIsReadFromTheClientsOutput() {
    String output = "warning\nJob has been submitted with JobID 8ab1 \nmore";
    assertThat(new ClientOutput(0, output).jobId()).contains("8ab1");
    assertThat(new ClientOutput(0, "The program finished").jobId()).isEmpty();
  }

  @Test
  void resourceParametersAreReadFromAmongLogLines() {
    String output =
        "INFO x\nBASH_JAVA_UTILS_EXEC_RESULT:-Xmx1\nINFO y\nBASH_JAVA_UTILS_EXEC_RESULT:-D a=b\n";
    assertThat(new ClientOutput(0, output).results()).containsExactly("-Xmx1", "-D a=b");
  }
}
