package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.DataOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person types to the launcher, and what is wrong with it. */
class TypedValuesTest {
  @TempDir private Path folder;

  private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable typed) {
    return assertThatExceptionOfType(UsageException.class).isThrownBy(typed).actual().getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "abc", "-1", "0", "1.5", "129", "9999999999", "0x10", "٣"})
  void whatIsNoNumberWithinItsRangeIsRefusedInPlainWords(String typed) {
    assertThat(refusal(() -> WholeNumber.within("--parallelism", typed, 1, 128)))
        .isEqualTo("--parallelism should be a whole number from 1 to 128, not '" + typed + "'");
  }

  @Test
  void theFirstAndTheLastNumberOfARangeAreWithinIt() {
    assertThat(WholeNumber.within("--n", "1", 1, 128)).isEqualTo(1);
    assertThat(WholeNumber.within("--n", " 128 ", 1, 128)).isEqualTo(128);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1023", "65525", "70000", "http"})
  void aPortBaseLeavesRoomForAllPorts(String typed) {
    assertThat(refusal(() -> Ports.parse(typed)))
        .startsWith("--port-base should be a whole number from 1024 to 65524, not ");
    assertThat(Ports.parse("65524").taskManagerData(2)).isLessThanOrEqualTo(65_535);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fresh", "--without-state"})
  void optionsThatExcludeEachOtherAreNamedByTheirFirstName(String without) {
    StringWriter error = new StringWriter();
    LocalCommand.of(new Redeploy())
        .setErr(new PrintWriter(error, true))
        .execute("--project=.", "--from=x", without);
    assertThat(error.toString())
        .startsWith("bin/redeploy: ")
        .contains("--from", "--fresh are mutually exclusive")
        .doesNotContain("--without-state");
  }

  @Test
  void aDataFolderIsAFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "");
    assertThat(refusal(() -> LocalCommand.dataFolder(file.toString(), folder)))
        .isEqualTo("--data: " + file + " is a file, not a folder");
    assertThat(refusal(() -> LocalCommand.dataFolder(" ", folder)))
        .isEqualTo("--data should name a folder");
    assertThat(LocalCommand.dataFolder(null, folder)).isEqualTo(folder);
    assertThat(LocalCommand.dataFolder(folder + "/new", folder)).isEqualTo(folder.resolve("new"));
  }

  private Path snapshot(int... header) throws Exception {
    Path metadata = folder.resolve("savepoint-1/_metadata");
    Files.createDirectories(metadata.getParent());
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(metadata))) {
      for (int part : header) {
        out.writeInt(part);
      }
    }
    return metadata.getParent();
  }

  @Test
  void aSavepointThatIsNoneIsRefused() throws Exception {
    Path missing = folder.resolve("missing");
    assertThat(refusal(() -> Snapshot.named(missing.toString())))
        .isEqualTo("the savepoint " + missing + " does not exist");
    assertThat(refusal(() -> Snapshot.named(folder.toString())))
        .isEqualTo(folder + " is no savepoint or checkpoint: it contains no file _metadata");
    for (int[] header :
        List.of(new int[] {0x4960672c, 6, 0}, new int[] {0x4960672d, 6}, new int[] {})) {
      Path damaged = snapshot(header);
      assertThat(refusal(() -> Snapshot.named(damaged.toString())))
          .isEqualTo(damaged + "/_metadata is not written by Flink, or is damaged");
    }
  }

  @Test
  void aSavepointIsNamedByItsFolderItsFileOrItsUri() throws Exception {
    Path savepoint = snapshot(0x4960672d, 6, 0);
    for (String typed :
        List.of(
            savepoint.toString(),
            savepoint + "/",
            savepoint + "/_metadata",
            "file:" + savepoint,
            "file://" + savepoint)) {
      assertThat(Snapshot.named(typed)).as(typed).isEqualTo(savepoint);
    }
  }

  @Test
  void optionsOfTheRunningJobAreKeptUnlessTheyAreChanged() {
    List<String> running = List.of("--redis.trim", "keep", "--dedup.ttl", "1 d");
    assertThat(JobArguments.UNCHANGED.appliedTo(running)).isEqualTo(running);
    assertThat(
            new JobArguments(Map.of("redis.trim", "trim"), List.of("dedup.ttl")).appliedTo(running))
        .containsExactly("--redis.trim", "trim");
    assertThat(refusal(() -> new JobArguments(Map.of(), List.of("x")).appliedTo(running)))
        .isEqualTo("--unset x: the last job has no such option; it has redis.trim, dedup.ttl");
    assertThat(refusal(() -> new JobArguments(Map.of(), List.of("x")).appliedTo(List.of())))
        .endsWith("it has none");
  }

  @Test
  void aFileToPublishMustBeReadable() {
    Path missing = folder.resolve("missing.jsonl");
    assertThat(refusal(() -> new Publications(List.of(missing), folder, null)))
        .isEqualTo("--publish: the file " + missing + " cannot be read");
    assertThat(refusal(() -> new Publications(List.of(folder), folder, null)))
        .isEqualTo("--publish: the file " + folder + " cannot be read");
  }
}
