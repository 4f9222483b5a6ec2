package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.contextgraph.redis.StreamPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher's decisions, tested without servers. */
class LauncherTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-amd64, linux-amd64",
    "Linux, aarch64, linux-arm64v8, linux-arm64",
    "Mac OS X, aarch64, darwin-arm64v8, darwin-arm64",
    "Mac OS X, x86_64, darwin-amd64, darwin-amd64"
  })
  void eachPlatformHasItsArtifacts(
      String name, String architecture, String postgres, String redis) {
    Platform platform = Platform.of(name, architecture);
    assertThat(platform.postgres()).isEqualTo(postgres);
    assertThat(platform.redis()).isEqualTo(redis);
  }

  @Test
  void theVersionsAreThoseOfThePom() {
    assertThat(Versions.read().folder())
        .matches("flink-[\\d.]+-neo4j-[\\d.]+-postgres-[\\d.]+-redis-[\\d.]+");
    assertThat(Versions.read().mavenOptions()).allMatch(option -> !option.contains("${"));
  }

  @Test
  void aFolderThatCouldNotBeFilledDoesNotExist() throws Exception {
    Path wanted = folder.resolve("servers");
    assertThatIOException()
        .isThrownBy(
            () ->
                CompleteFolder.make(
                    wanted,
                    part -> {
                      Files.writeString(part.resolve("half"), "");
                      throw new IOException("interrupted");
                    }));
    assertThat(wanted).doesNotExist();
    CompleteFolder.make(wanted, part -> Files.writeString(part.resolve("whole"), ""));
    try (var files = Files.list(wanted)) {
      assertThat(files).containsExactly(wanted.resolve("whole"));
    }
    assertThat(folder.resolve("servers.part")).doesNotExist();
  }

  @Test
  void onlyEventsRecordedOnceAndProjectedAreComplete() {
    assertThat(new ArrivalCount(5, 0, 5, 5, 0, 5, 0).isComplete()).isTrue();
    for (ArrivalCount count :
        List.of(
            new ArrivalCount(5, 1, 5, 5, 0, 5, 0),
            new ArrivalCount(5, 0, 6, 5, 0, 5, 0),
            new ArrivalCount(5, 0, 4, 4, 0, 5, 0),
            new ArrivalCount(5, 0, 5, 5, 1, 5, 0),
            new ArrivalCount(5, 0, 5, 5, 0, 4, 0),
            new ArrivalCount(5, 0, 5, 5, 0, 5, 1))) {
      assertThat(count.isComplete()).as(count.toString()).isFalse();
    }
  }

  @Test
  void everythingArrivedWhenItIsAcknowledgedAndProjected() {
    StreamPosition goal = StreamPosition.parse("7-1");
    assertThat(new ArrivalProgress(goal, 9, 9).hasReached(goal)).isTrue();
    assertThat(new ArrivalProgress(goal, 9, 8).hasReached(goal)).isFalse();
    assertThat(new ArrivalProgress(StreamPosition.parse("7-0"), 9, 9).hasReached(goal)).isFalse();
  }

  @Test
  void chunksCoverTheWholeListInOrder() {
    assertThat(ArrivalCheck.chunks(List.of("a", "b", "c"), 2))
        .containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(ArrivalCheck.chunks(List.of(), 2)).isEmpty();
  }

  @Test
  void aDeploymentBecomesOptionsOfFlinksRunCommand() {
    Deployment from = Deployment.from(Optional.of(Path.of("/savepoints/1")));
    assertThat(from.withParallelism(2).withPartOfState().clientOptions())
        .containsExactly("-s", "file:///savepoints/1", "-p", "2", "--allowNonRestoredState");
    assertThat(Deployment.fresh("--redis.trim", "keep").clientOptions()).isEmpty();
    assertThat(Deployment.fresh("--redis.trim", "keep").resumedFrom(from.from()).arguments())
        .containsExactly("--redis.trim", "keep");
  }
}
