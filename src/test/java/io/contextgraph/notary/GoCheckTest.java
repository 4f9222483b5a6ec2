package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.contextgraph.note.SignedNote;
import io.contextgraph.note.WitnessRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints and proofs against Go's golang.org/x/mod/sumdb. Needs {@code go} and the module in
 * the GOPATH, as Debian's golang-go and golang-golang-x-mod-dev install them; skipped otherwise.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GoCheckTest {
  private static final Path PROGRAM = Path.of("src/test/resources/go/check.go");
  private static final Path GOPATH = Path.of("/usr/share/gocode");

  @TempDir private Path folder;

  private static boolean isInstalled() {
    try {
      Process version = new ProcessBuilder("go", "version").redirectErrorStream(true).start();
      version.getInputStream().readAllBytes();
      return version.waitFor() == 0
          && Files.isDirectory(GOPATH.resolve("src/golang.org/x/mod/sumdb"));
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private String run() throws Exception {
    ProcessBuilder go =
        new ProcessBuilder(
                "go",
                "run",
                PROGRAM.toAbsolutePath().toString(),
                MemoryLedger.KEY.verifierKey().toString(),
                folder.toString())
            .redirectErrorStream(true);
    go.environment()
        .putAll(
            Map.of(
                "GO111MODULE",
                "off",
                "GOPATH",
                GOPATH.toString(),
                "GOCACHE",
                folder.resolve("cache").toString()));
    Process process = go.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  @Test
  void goAcceptsEveryCheckpointAndProof() throws Exception {
    if (!isInstalled()) {
      System.err.println("SKIPPED: no go with golang.org/x/mod, so no proof was checked by it");
    }
    assumeTrue(isInstalled(), "go with golang.org/x/mod is not installed");
    Map<Integer, SignedNote> checkpoints = new TreeMap<>();
    int proofs = 0;
    int growths = 0;
    MemoryLedger ledger = new MemoryLedger();
    for (int size = 1; size <= 700; size++) {
      ledger.add(MemoryLedger.event(1, size));
      if (size <= 9 || List.of(255, 256, 257, 511, 513, 700).contains(size)) {
        for (int position : List.of(1, (size + 1) / 2, size)) {
          write(proofs++ + ".proof", ledger.proof(position).toBytes());
        }
        for (Map.Entry<Integer, SignedNote> old : checkpoints.entrySet()) {
          write(growths + ".old", old.getValue().toBytes());
          write(
              growths++ + ".growth",
              new WitnessRequest(old.getKey(), ledger.growth(old.getKey()), ledger.checkpoint())
                  .toBytes());
        }
        checkpoints.put(size, ledger.checkpoint());
      }
    }
    assertThat(run()).isEqualTo("%d proofs and %d growths are right\n".formatted(proofs, growths));
  }
}
