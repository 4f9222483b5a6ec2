package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyRing;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.LedgerComparison;
import io.contextgraph.system.TestServers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code erase} in a JVM of its own that is killed while it waits for the last lease. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EraseKilledIT {
  private void lease(PrivateLedger ledger, String subject) throws Exception {
    try (KeyStore sealer = KeyStore.open(TestServers.ledger(ledger.database(), "privacy_sealer"));
        Connection reader = TestServers.ledger(ledger.database(), "ledger_reader").openLedger()) {
      new LedgerComparison(sealer, reader).require();
      KeyRing keys =
          new KeyRing(new KeyEncryptionKeyFile(ledger.folder().resolve("keks").toString()));
      sealer.lease(subject, keys.candidate(subject), false);
    }
  }

  @Test
  void aKilledErasureIsCompletedByTheNextRunAndRecordedOnce(@TempDir Path folder) throws Exception {
    PrivateLedger ledger = PrivateLedger.create(folder);
    lease(ledger, "p");
    Process killed = Jar.start(ledger.environment(), "erase", "p", "--reason", "asked");
    StringBuilder words = new StringBuilder();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
      while (words.indexOf("waiting until they may not") < 0) {
        words.append(Objects.requireNonNull(out.readLine(), words::toString)).append('\n');
      }
      killed.toHandle().destroyForcibly();
      out.lines().forEach(words::append);
    }
    assertThat(killed.waitFor()).isNotZero();
    assertThat(words.toString()).doesNotContain("erasure-receipt");
    assertThat(ledger.text("SELECT keyset IS NULL FROM privacy.subject")).isEqualTo("t");
    assertThat(ledger.text("SELECT count(*) FROM ledger.event")).isEqualTo("0");

    CommandRun next = ledger.run("erase", "p", "--reason", "asked again");

    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(next.err()).contains("s more; waiting until they may not");
    assertThat(next.out()).contains("\nreason \"asked\"\n", "\nposition 1\n");
    assertThat(ledger.text("SELECT count(*) FROM ledger.event")).isEqualTo("1");
    assertThat(ledger.text("SELECT finished_at > leased_until FROM privacy.subject"))
        .isEqualTo("t");
  }
}
