package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.system.TestPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker catches each planted bug and reports no violation without one. */
@Tag("full")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class PlantedBugsIT {
  private static final Path PROJECT =
      Path.of(System.getProperty("project.directory", ".")).toAbsolutePath().normalize();

  private static FaultySystem faulty;

  @BeforeAll
  static void start() throws Exception {
    faulty = FaultySystem.start(TestPorts.from(2_000), Map.of("web.refresh-interval", "100"));
  }

  @AfterAll
  static void stop() throws Exception {
    faulty.close();
  }

  static List<PlantedBug> bugs() throws Exception {
    return PlantedBug.all(PROJECT);
  }

  @Test
  void thereAreTwelveBugs() throws Exception {
    assertThat(bugs()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @EnumSource
  void withoutABugNothingIsReported(BugScenario scenario) throws Exception {
    assertThat(play(scenario, Deployment.fresh(), Duration.ofSeconds(60))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void isCaught(PlantedBug bug) throws Exception {
    Deployment planted =
        Deployment.fresh().withJar(bug.plant(PROJECT, faulty.data().resolve("planted")));
    List<String> violations = play(bug.scenario(), planted, Duration.ofSeconds(20));
    faulty.print(bug + ": " + (violations.isEmpty() ? "NOT CAUGHT" : violations.get(0)));
    assertThat(violations).as(bug.name()).anyMatch(line -> line.startsWith(bug.caught()));
  }

  private static List<String> play(BugScenario scenario, Deployment deployment, Duration patience)
      throws Exception {
    faulty.reset();
    try (FaultRun run = new FaultRun(faulty, Long.getLong("seed", 1L))) {
      scenario.play(faulty, run, deployment);
      List<String> violations = run.violationsWithin(patience);
      violations.addAll(run.endReading());
      return violations;
    }
  }
}
