package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.event.Sealer;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Tls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that seals starts while its key store cannot be used; nothing listens at its port. */
class KeyStoreAtStartTest {
  @TempDir private Path folder;
  private KeyEncryptionKeyFile keys;

  @BeforeEach
  void createKeys() throws IOException {
    keys = new KeyEncryptionKeyFile(folder.resolve("keys").toString());
    new KeyFileChanges(keys).create(KeyEncryptionKey.generate(new SecureRandom()));
  }

  private KeyStoreSealers sealers(Tls tls) {
    ServerAddress away =
        new ServerAddress(URI.create("postgresql://127.0.0.1:1/k"), "privacy_sealer", null, tls);
    return new KeyStoreSealers(new PostgresConnections(away, "test"), keys, null, true, 0);
  }

  @Test
  void oneThatCannotBeReachedIsNoReasonNotToStart() {
    try (Sealer sealer = sealers(Tls.UNSPECIFIED).openAtStart()) {
      assertThat(sealer).isNotNull();
    }
  }

  @Test
  void oneThatCannotBeVerifiedIs() {
    KeyStoreSealers unverified = sealers(Tls.trusting(folder.resolve("missing.crt").toString()));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(unverified::openAtStart)
        .withMessageStartingWith(
            "postgresql://127.0.0.1:1/k as privacy_sealer: no verified connection: ");
    unverified.open().close();
  }
}
