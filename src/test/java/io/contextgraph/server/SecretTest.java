package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  @TempDir private Path folder;

  private RedisAddress address() {
    URI uri = URI.create("redis://host/1");
    Secret secret = new Secret.FromFile(file().toString());
    return new RedisAddress(new ServerAddress(uri, "ada", secret), "test");
  }

  private Path file() {
    return folder.resolve("password");
  }

  @Test
  void aMissingFileIsARefusalThatNamesServerAndFileInOneLine() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> address().resolvedPassword())
        .withNoCause()
        .withMessage(
            "The password for redis://host/1 as ada is not available: the secret file "
                + file()
                + " cannot be read here. Provide it to this process");
  }

  @Test
  void anEmptyFileIsNotAnEmptyPassword() throws IOException {
    Files.writeString(file(), "\n");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> address().resolvedPassword())
        .withMessageContaining(file() + " is empty");
  }

  /** A program that rotates a password may delete the file before it writes it again. */
  @Test
  void aFileThatIsBeingReplacedIsReadOnceItIsThere() throws Exception {
    CompletableFuture<String> read = CompletableFuture.supplyAsync(address()::resolvedPassword);
    // Without another attempt, the read fails at once.
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> read.get(500, TimeUnit.MILLISECONDS));
    Files.writeString(file(), "new\n");
    assertThat(read.get()).isEqualTo("new");
  }

  @Test
  void aMissingVariableIsARefusalThatNamesIt() {
    URI uri = URI.create("redis://host");
    Secret secret = new Secret.FromEnvironment("NO_SUCH_PASSWORD");
    RedisAddress address = new RedisAddress(new ServerAddress(uri, null, secret), "test");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(address::resolvedPassword)
        .withMessageContaining("the environment variable NO_SUCH_PASSWORD is not set here");
  }
}
