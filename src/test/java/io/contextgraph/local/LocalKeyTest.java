package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeyTest {
  @TempDir private Path folder = Path.of("");

  private LocalKey.Used used(LocalKey key) {
    return key.used().orElseThrow();
  }

  @Test
  void aKeyIsMadeOnceForEachIdOfTheLedger() throws IOException {
    LocalKey key = new LocalKey(folder.resolve("notary"));
    assertThat(key.used()).isEmpty();
    assertThat(key.use("a")).isTrue();
    LocalKey.Used first = used(key);
    assertThat(first.verifierKey().name()).isEqualTo("context-graph/a");
    assertThat(key.use("a")).isFalse();
    assertThat(key.use("b")).isTrue();
    assertThat(used(key).verifierKey()).isNotEqualTo(first.verifierKey());
    assertThat(key.use("a")).isTrue();
    assertThat(used(key)).isEqualTo(first);
  }

  @Test
  void aKeyThatWasRetiredIsNotNamedAnyMore() throws IOException {
    LocalKey key = new LocalKey(folder.resolve("notary"));
    key.use("a");
    VerifierKey old = used(key).verifierKey();
    KeyFile file = new KeyFile(used(key).file());
    SigningKey next = SigningKey.generate(old.name(), VerifierKey.ED25519, new SecureRandom());
    file.add(next);
    assertThat(key.use("a")).as("both sign").isFalse();
    file.remove(old);
    assertThat(key.use("a")).isTrue();
    assertThat(used(key).verifierKey()).isEqualTo(next.verifierKey());
  }
}
