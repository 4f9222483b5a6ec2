package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.notary.Notary;
import io.contextgraph.notary.NotaryFiles;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two notaries with different keys that sign one ledger at the same time. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TwoNotariesIT {
  private static final String LARGEST = "ORDER BY tree_size DESC, id DESC LIMIT 1";

  @TempDir private Path folder;
  private NotarizedLedger ledger = new NotarizedLedger("", Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = NotarizedLedger.create(folder);
    ledger.append(1, 1, 300);
    assertThat(ledger.run("ledger", "checkpoint").exitCode()).isZero();
  }

  /** A connection that does something once, before it reads the largest stored checkpoint. */
  private static Connection before(Connection connection, Callable<?> once) {
    AtomicBoolean done = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            TwoNotariesIT.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")
                  && String.valueOf(arguments[0]).contains(LARGEST)
                  && done.compareAndSet(false, true)) {
                once.call();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  private CommandRun recordAndSign(Path key) throws Exception {
    ledger.append(1, 301, 400);
    CommandRun run = ledger.run("ledger", "checkpoint", "--key", key.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @Test
  void aCheckpointThatTheOtherStoresMeanwhileIsNoLossOfSignedPositions() throws Exception {
    Path other = folder.resolve("other");
    new KeyFile(other)
        .create(
            SigningKey.generate(
                Notary.origin(ledger.id()), VerifierKey.ED25519, new SecureRandom()));
    try (NotaryFiles files = NotaryFiles.lock(ledger.key());
        Connection connection = ledger.as("ledger_notary").openLedger()) {
      Connection delayed = before(connection, () -> recordAndSign(other));
      Checkpoint signed = Checkpoint.parse(new Notary(files, null).sign(delayed).text());
      assertThat(signed.size()).isEqualTo(400);
    }
    assertThat(ledger.text("SELECT suspended FROM ledger.head")).isEqualTo("null");
  }
}
