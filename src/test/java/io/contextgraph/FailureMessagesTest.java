package io.contextgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The message of an exception may be null, or only the name of a file. What a person reads comes
 * from {@code FailureText}, which is neither.
 */
class FailureMessagesTest {
  private static final List<String> SOURCES =
      List.of("src/main/java", "src/local/java", "src/benchmark/java");

  /** They look for a text in the message, or read one that this project wrote. */
  private static final Set<String> READING =
      Set.of(
          "FailureText.java",
          "TlsFailure.java",
          "RedisAddress.java",
          "StreamInspector.java",
          "StreamAdmin.java",
          "ReplicationId.java",
          "KeyRefusal.java",
          "ReadCommand.java",
          "FieldReader.java",
          "LineCheck.java",
          "PersonalDataReader.java",
          "Failure.java",
          "StandardOutput.java",
          "DeadLettersCommand.java",
          "PublishCommand.java");

  @Test
  void noMessageThatAPersonReadsCanEndInNull() throws IOException {
    List<String> found = new ArrayList<>();
    for (String root : SOURCES) {
      for (Path file : javaFiles(Path.of(root))) {
        String name = file.getFileName().toString();
        if (!READING.contains(name) && Files.readString(file).contains("getMessage()")) {
          found.add(name);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
