package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What bin/redeploy refuses before it asks Flink for anything, or because Flink does not answer.
 */
class RedeployCheckTest {
  /** Nothing listens where Flink should be: at 127.0.0.1:9. */
  private static final Ports PORTS = Ports.ofFlinkRest(9);

  @TempDir private Path data;
  private Path jar;
  private Path configuration;
  private RedeployCheck check;

  @BeforeEach
  void prepare() throws Exception {
    jar = Files.writeString(data.resolve("job.jar"), "");
    configuration = Files.writeString(data.resolve("job.properties"), "");
    FlinkHome home = new FlinkHome(new Distribution(data, line -> {}), data, data.resolve("flink"));
    check =
        new RedeployCheck(
            new FlinkCluster(home, PORTS), new Submissions(data), configuration, line -> {});
  }

  private RedeployRequest request() {
    return new RedeployRequest(
        jar,
        JobOptions.UNCHANGED,
        new StartFrom.Replaced(),
        Optional.empty(),
        Duration.ofSeconds(1));
  }

  @Test
  void aMissingJarIsNamed() throws Exception {
    Files.delete(jar);
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> check.running(request()))
        .withMessage("there is no jar at " + jar + "; build it with ./mvnw package");
  }

  @Test
  void aMissingConfigurationIsNamed() throws Exception {
    Files.delete(configuration);
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> check.running(request()))
        .withMessage("the file " + configuration + " cannot be read");
  }

  @Test
  void aFlinkThatDoesNotAnswerIsNamedWithTheReason() {
    assertThatExceptionOfType(LocalException.class)
        .isThrownBy(() -> check.running(request()))
        .withMessage("Flink at http://127.0.0.1:9 cannot be asked: the connection was refused");
  }

  @Test
  void withoutAJobAndWithoutAnyStateAStartWithoutStateMustBeAskedFor() throws Exception {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> check.state(new StartFrom.Replaced(), false))
        .withMessage(
            "there is no savepoint or checkpoint in "
                + data.resolve("flink")
                + " to start from, and no job is running; --from names one, --fresh starts"
                + " without");
    assertThat(check.state(new StartFrom.Nothing(), false)).isEmpty();
  }

  @Test
  void theNewestStateIsUsedOnlyWhereNoSavepointWillBeTaken() throws Exception {
    Path checkpoint = data.resolve("flink/checkpoints/job/chk-7");
    Files.createDirectories(checkpoint);
    Files.writeString(checkpoint.resolve("_metadata"), "");
    assertThat(check.state(new StartFrom.Replaced(), false)).contains(checkpoint);
    assertThat(check.state(new StartFrom.Newest(), true)).contains(checkpoint);
    assertThat(check.state(new StartFrom.Replaced(), true)).isEmpty();
    assertThat(check.state(new StartFrom.Named(data), true)).contains(data);
  }
}
