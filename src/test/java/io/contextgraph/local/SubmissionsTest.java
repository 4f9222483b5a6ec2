package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionsTest {
  @TempDir private Path data;
  private Submissions submissions;
  private Path jar;

  @BeforeEach
  void build() throws Exception {
    submissions = new Submissions(data);
    jar = Files.writeString(data.resolve("built.jar"), "first");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
  }

  private Submission submission(Path kept) {
    return new Submission(
        Deployment.fresh("--redis.trim", "keep").withParallelism(2).withJar(kept),
        List.of("redis.uri=redis://127.0.0.1:1", "a=ü"));
  }

  @Test
  void whatWasSubmittedIsReadBackAsItWas() throws Exception {
    assertThat(submissions.read()).isEmpty();
    Submission written = submission(submissions.keep(jar));
    submissions.write(written);
    assertThat(new Submissions(data).read()).contains(written);
  }

  @Test
  void version1IsReadForEver() throws Exception {
    Files.writeString(
        data.resolve("submission.json"),
        """
        {"version": 1, "jar": "/d/jars/7-9.jar", "parallelism": 3, "allowNonRestoredState": true,
         "arguments": ["--redis.trim", "keep"], "settings": ["a=b"]}
        """);
    assertThat(submissions.read())
        .contains(
            new Submission(
                new Deployment(
                    Optional.empty(),
                    3,
                    true,
                    List.of("--redis.trim", "keep"),
                    Optional.of(Path.of("/d/jars/7-9.jar"))),
                List.of("a=b")));
  }

  @Test
  void aLaterVersionIsRefused() throws Exception {
    Files.writeString(data.resolve("submission.json"), "{\"version\": 2}");
    assertThatIOException()
        .isThrownBy(() -> submissions.read())
        .withMessage(
            data.resolve("submission.json")
                + " cannot be read: it has version 2, but this release knows 1");
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    Path file = Files.writeString(data.resolve("submission.json"), "{");
    assertThatIOException()
        .isThrownBy(() -> submissions.read())
        .withMessageStartingWith(file + " cannot be read: ");
  }

  @Test
  void aBuildDoesNotReplaceTheJarThatWasSubmitted() throws Exception {
    Path first = submissions.keep(jar);
    Files.writeString(jar, "second");
    Path second = submissions.keep(jar);
    assertThat(first).hasContent("first");
    assertThat(second).hasContent("second");
    assertThat(submissions.keep(first)).isEqualTo(first);
    assertThat(submissions.keep(jar)).isEqualTo(second);
  }

  @Test
  void theJarOfTheFormerSubmissionIsKeptUntilOthersAreDeleted() throws Exception {
    Path first = submissions.keep(jar);
    submissions.write(submission(first));
    Files.writeString(jar, "second");
    Path second = submissions.keep(jar);
    submissions.write(submission(second));
    assertThat(first).exists();
    submissions.deleteOtherJars(second);
    assertThat(first).doesNotExist();
    assertThat(second).exists();
  }
}
