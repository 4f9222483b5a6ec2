package io.contextgraph.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Remembers the last submission of a data folder, in {@code submission.json} and {@code jars}. Both
 * {@code bin/local} and {@code bin/redeploy} submit the job, and either may have to submit again
 * what the other submitted.
 */
final class Submissions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Path jars;

  /**
   * @param data the data folder
   */
  Submissions(Path data) {
    this.file = data.resolve("submission.json");
    this.jars = data.resolve("jars");
  }

  /**
   * Copies a jar to where no build replaces it, unless this state of it was copied before.
   *
   * @return the copy
   */
  Path keep(Path jar) throws IOException {
    String name = Files.getLastModifiedTime(jar).toMillis() + "-" + Files.size(jar) + ".jar";
    Path copy = jars.resolve(name);
    if (jar.startsWith(jars) || Files.exists(copy)) {
      return jar.startsWith(jars) ? jar : copy;
    }
    Files.createDirectories(jars);
    Path part = jars.resolve(name + ".part");
    Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
    return Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Remembers what is submitted. */
  void write(Submission submission) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, submission.toJson().toPrettyString());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes the jars of other submissions, which cannot be submitted again afterwards. */
  void deleteOtherJars(Path kept) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(jars)) {
      for (Path jar : found) {
        if (!jar.equals(kept)) {
          Files.delete(jar);
        }
      }
    }
  }

  /**
   * What was submitted last; empty if nothing was, or by release 0.1.
   *
   * @throws IOException if the file cannot be read; the message names it
   */
  Optional<Submission> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Submission.ofJson(JSON.readTree(file.toFile())));
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + FailureText.of(e), e);
    }
  }
}
