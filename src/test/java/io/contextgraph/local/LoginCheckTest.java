package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins that cannot be checked: nothing listens at 127.0.0.1:9. */
class LoginCheckTest {
  @TempDir private Path folder;
  private final List<String> progress = new ArrayList<>();

  private void check(String... changes) {
    JobArguments typed = JobArguments.of(List.of(changes), List.of());
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "redis.uri", "redis://127.0.0.1:9",
                "postgres.uri", "postgresql://127.0.0.1:9/ledger",
                "neo4j.uri", "bolt://127.0.0.1:9"));
    values.putAll(typed.set());
    new LoginCheck(new JobServers(values), progress::add).check(typed);
  }

  @Test
  void withoutAChangeOfALoginNoServerIsAsked() {
    check("redis.trim=keep", "postgres.batch=1");
    assertThat(progress).isEmpty();
  }

  @Test
  void aPasswordThatCannotBeReadHereIsSkippedWithAWord() {
    check("postgres.password-file=/no/such/password");
    assertThat(progress)
        .singleElement()
        .asString()
        .startsWith(
            "The login at postgresql://127.0.0.1:9/ledger as ledger_writer is not checked: ")
        .contains("/no/such/password");
  }

  @Test
  void aPasswordOfTheTaskManagersEnvironmentIsSkippedWithAWord() {
    check("neo4j.password-env=PATH");
    assertThat(progress)
        .containsExactly(
            "The login at bolt://127.0.0.1:9 as neo4j is not checked: only the TaskManagers know"
                + " the variable PATH");
  }

  @Test
  void aServerOfTheOldJobThatIsAwayIsSkippedAndANewOneIsRefused() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "x");
    check("postgres.password-file=" + password, "redis.password-file=" + password);
    assertThat(progress).hasSize(2).allMatch(line -> line.contains(" is not checked: "));
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> check("postgres.uri=postgresql://127.0.0.1:9/other"))
        .withMessageStartingWith("Postgres at postgresql://127.0.0.1:9/other as ledger_writer ");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> check("redis.uri=redis://127.0.0.1:9/1"))
        .withMessageStartingWith("Redis at redis://127.0.0.1:9/1 cannot be reached: ");
  }

  @Test
  void aGraphThatIsAwayIsSkippedBecauseTheJobWaitsForIt() {
    check("neo4j.uri=bolt://127.0.0.1:9");
    assertThat(progress).singleElement().asString().contains("bolt://127.0.0.1:9");
  }

  @Test
  void aServerThatThePipelinesOfTheJobDoNotUseIsNotAsked() {
    check("pipelines=projection", "redis.uri=redis://127.0.0.1:9/1");
    check("pipelines=ingest", "neo4j.uri=bolt://127.0.0.1:9");
    assertThat(progress).isEmpty();
  }
}
