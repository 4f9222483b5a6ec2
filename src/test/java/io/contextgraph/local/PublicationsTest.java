package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bin/local publishes and prints. */
class PublicationsTest {
  private static final Path DEMO = Path.of("demo.jsonl");
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // wanted, file, first, once, expected
        "-,     false, true,  false, demo",
        "-,     false, false, false, -",
        "-,     false, false, true,  demo",
        "-,     true,  true,  false, own",
        "false, false, true,  false, -",
        "false, false, true,  true,  -",
        "false, true,  true,  false, own",
        "true,  false, false, false, demo",
        "true,  true,  false, false, demo own"
      })
  void theDemoIsPublishedAtTheFirstStartOnlyUnlessItIsAskedFor(
      @Nullable Boolean wanted,
      boolean file,
      boolean first,
      boolean once,
      @Nullable String expected)
      throws Exception {
    Path own = Files.writeString(folder.resolve("own.jsonl"), "");
    Publications publications = new Publications(file ? List.of(own) : List.of(), DEMO, wanted);
    assertThat(publications.files(first, once))
        .extracting(path -> path.getFileName().toString().replace(".jsonl", ""))
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
    assertThat(publications.leavesOutUnasked(first, once))
        .isEqualTo(wanted == null && expected == null);
  }

  @Test
  void aStartIsTheFirstUntilItHasEnded() throws Exception {
    FirstStart start = FirstStart.in(folder);
    assertThat(start.isOver()).isFalse();
    start.end();
    start.end();
    assertThat(FirstStart.in(folder).isOver()).isTrue();
  }

  @Test
  void linesHaveATimeInUtc() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Instant now = Instant.parse("2026-11-26T12:00:00.999Z");
    new TimedLines(new PrintStream(bytes), () -> now).accept("REDIS ended");
    assertThat(bytes).hasToString("2026-11-26T12:00:00Z REDIS ended\n");
  }

  @Test
  void commandsNameTheDataFolderUnlessItIsTheDefault() {
    Path home = Path.of("/p");
    ShellCommands standard = new ShellCommands(home, home.resolve(".local"), home);
    assertThat(standard.redeploy()).isEqualTo("bin/redeploy");
    assertThat(standard.status()).isEqualTo("bin/context-graph status");
    assertThat(standard.connect()).isEqualTo("set -a; . .local/connections.env; set +a");
    ShellCommands within = new ShellCommands(home, Path.of("/d"), Path.of("/d"));
    assertThat(within.redeploy()).isEqualTo("/p/bin/redeploy --data .");
    ShellCommands other = new ShellCommands(home, Path.of("/d/it's here"), Path.of("/p/src"));
    assertThat(other.redeploy()).isEqualTo("/p/bin/redeploy --data '/d/it'\\''s here'");
    assertThat(other.connect()).isEqualTo("set -a; . '/d/it'\\''s here/connections.env'; set +a");
  }

  @Test
  void aJobIsDeployedLikeAnotherWithItsOptionsAndItsParallelism() {
    assertThat(ShellCommands.options(Deployment.fresh())).isEmpty();
    assertThat(
            ShellCommands.options(
                Deployment.fresh("--redis.trim", "keep", "--redis.rewind", "1 h")
                    .withParallelism(2)))
        .isEqualTo(" --set redis.trim=keep --set 'redis.rewind=1 h' --parallelism 2");
  }
}
