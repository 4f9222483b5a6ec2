package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads while Flink does not answer: nothing listens at 127.0.0.1:9. */
class RedeployAdviceTest {
  @TempDir private Path data;
  private RedeployAdvice advice;

  @BeforeEach
  void prepare() {
    FlinkHome home = new FlinkHome(new Distribution(data, line -> {}), data, data.resolve("flink"));
    advice = new RedeployAdvice(new FlinkCluster(home, Ports.ofFlinkRest(9)), "bin/redeploy");
  }

  @Test
  void anInterruptionNamesTheJobOrHowToStartOne() {
    assertThat(advice.whileStopping("7a"))
        .isEqualTo(
            "interrupted while job 7a was being stopped; Flink may still stop it. To start one"
                + " then: bin/redeploy");
    assertThat(advice.whileStopped(Optional.of(Path.of("/d/a b"))))
        .isEqualTo(
            "interrupted: the old job is stopped. To start one: bin/redeploy --from '/d/a b'");
    assertThat(advice.whileStopped(Optional.empty())).endsWith("To start one: bin/redeploy");
    assertThat(advice.whileSubmitting())
        .isEqualTo(
            "interrupted while a job was being submitted; whether it runs: http://127.0.0.1:9");
    assertThat(advice.whileStarting("7a"))
        .isEqualTo("interrupted: job 7a is left as it is: http://127.0.0.1:9/#/job/running/7a");
  }

  @Test
  void aJobInAnUnknownStateIsNotSaidToHaveEnded() {
    assertThat(advice.notStopped("7a", new IOException("no answer")))
        .hasMessage(
            "job 7a was not replaced: no answer. It is in an unknown state now;"
                + " --from-checkpoint replaces a job that can take no savepoint");
  }

  @Test
  void nothingIsLeftOfAJobThatWasNotSubmittedOrIsUnknown() {
    assertThat(advice.isLeft("")).isFalse();
    assertThat(advice.isLeft("7a")).isFalse();
  }
}
