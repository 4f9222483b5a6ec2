package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs ops/secrets, which creates the passwords of docker-compose.yml. */
class SecretsScriptTest {
  @TempDir private Path folder;

  private void run() throws Exception {
    ProcessBuilder script = new ProcessBuilder("bash", "ops/secrets").inheritIO();
    script.environment().put("SECRETS", folder.resolve("secrets").toString());
    script.environment().put("OLD", folder.resolve("old").toString());
    assertThat(script.start().waitFor()).isZero();
  }

  private Map<String, String> secrets() throws IOException {
    Map<String, String> found = new TreeMap<>();
    Path root = folder.resolve("secrets");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return found;
  }

  @Test
  void everyPasswordIsRandomAndStaysAsItIs() throws Exception {
    run();
    Map<String, String> first = secrets();
    assertThat(first)
        .containsOnlyKeys(
            "neo4j/auth",
            "neo4j/password",
            "redis/password",
            "redis/redis.conf",
            "roles/ledger_control",
            "notary/ledger_notary",
            "roles/ledger_operator",
            "roles/ledger_reader",
            "roles/privacy_officer",
            "roles/privacy_opener",
            "sealer/privacy_sealer",
            "superuser/postgres",
            "writer/ledger_writer");
    assertThat(first.values()).doesNotHaveDuplicates();
    assertThat(first.get("superuser/postgres")).matches("[0-9a-f]{32}");
    assertThat(first.get("redis/redis.conf"))
        .isEqualTo("requirepass " + first.get("redis/password") + "\n");
    assertThat(first.get("neo4j/auth")).isEqualTo("neo4j/" + first.get("neo4j/password") + "\n");
    run();
    assertThat(secrets()).isEqualTo(first);
  }

  @Test
  void thePasswordsOfVersion01AreKept() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old"));
    Files.writeString(old.resolve("postgres"), "of the superuser");
    Files.writeString(old.resolve("ledger_writer"), "of the writer");
    Files.writeString(old.resolve("neo4j"), "of the graph");
    run();
    assertThat(secrets())
        .containsEntry("superuser/postgres", "of the superuser")
        .containsEntry("writer/ledger_writer", "of the writer")
        .containsEntry("neo4j/auth", "neo4j/of the graph\n");
  }
}
