package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.note.WitnessClient;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WitnessCommandTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final SigningKey log = key("log.example/a", VerifierKey.ED25519);
  private final SigningKey witness = key("w.example", VerifierKey.COSIGNATURE);

  @TempDir private Path folder = Path.of("");

  private static SigningKey key(String name, byte type) {
    return SigningKey.generate(name, type, new SecureRandom());
  }

  @BeforeEach
  void createKeyFile() throws IOException {
    new KeyFile(folder.resolve("w.key")).create(witness);
  }

  private String[] words(String... more) {
    return Stream.concat(
            Stream.of(
                "witness",
                "--state",
                folder.resolve("state").toString(),
                "--key",
                folder.resolve("w.key").toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void aWitnessPrintsItsKeyAndAddressAndCosignsUntilItIsStopped() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (PipedReader read = new PipedReader();
        BufferedReader lines = new BufferedReader(read);
        PrintWriter out = new PrintWriter(new PipedWriter(read), true)) {
      CommandLine commands = Main.commandLine(Map.of()).setOut(out);
      String[] words = words("--port", "0", "--vkey", log.verifierKey().toString());
      Future<Integer> running = threads.submit(() -> commands.execute(words));
      assertThat(lines.readLine()).isEqualTo("cosigning as " + witness.verifierKey());
      String address = lines.readLine();
      assertThat(address).matches("listening at http://127\\.0\\.0\\.1:[0-9]+");
      cosign(address.substring(address.indexOf("http")));
      threads.shutdownNow();
      assertThat(running.get()).isEqualTo(ExitCode.DONE);
    } finally {
      threads.shutdownNow();
    }
  }

  private void cosign(String uri) throws Exception {
    Hash leaf = new Sha256().leaf(new byte[0]);
    SignedNote checkpoint =
        new SignedNote(new Checkpoint("log.example/a", 1, leaf).text(), List.of()).signedBy(log);
    WitnessClient client =
        new WitnessClient(URI.create(uri), List.of(witness.verifierKey()), TIMEOUT);
    assertThat(client.cosign(checkpoint, 0, (height, index) -> leaf)).hasSize(1);
  }

  @Test
  void aKeyOfALogCannotCosign() throws IOException {
    Path file = folder.resolve("w.key");
    Files.delete(file);
    new KeyFile(file).create(log);
    CommandRun run =
        CommandRun.of(Map.of(), words("--port", "0", "--vkey", log.verifierKey().toString()));
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("the key of the witness must be for cosignatures");
  }

  @Test
  void aPortAndTheKeysOfLogsMustBeValid() {
    String vkey = log.verifierKey().toString();
    CommandRun port = CommandRun.of(Map.of(), words("--port", "65536", "--vkey", vkey));
    assertThat(port.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(port.err()).contains("--port must be between 0 and 65535");
    String cosigning = witness.verifierKey().toString();
    CommandRun type = CommandRun.of(Map.of(), words("--port", "0", "--vkey", cosigning));
    assertThat(type.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(type.err()).contains("the keys of the logs must be of type Ed25519");
  }

  @Test
  void aPortInUseAndAnUnknownHostAreWrongUsage() throws IOException {
    String vkey = log.verifierKey().toString();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + taken.getLocalPort();
      CommandRun used = CommandRun.of(Map.of(), words("--port", port, "--vkey", vkey));
      assertThat(used.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(used.err().lines())
          .singleElement()
          .asString()
          .contains("nothing can listen at 127.0.0.1:" + port);
    }
    CommandRun unknown =
        CommandRun.of(
            Map.of(), words("--port", "0", "--vkey", vkey, "--host", "no-such-host.invalid"));
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(unknown.err().lines())
        .singleElement()
        .asString()
        .contains("--host: no such host is known: no-such-host.invalid");
  }
}
