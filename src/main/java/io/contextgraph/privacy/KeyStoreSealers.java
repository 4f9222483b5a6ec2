package io.contextgraph.privacy;

import io.contextgraph.event.Sealer;
import io.contextgraph.event.SealingException;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RefusedException;
import java.io.IOException;
import java.io.Serializable;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sealers that use a key store. Serializable, so that it can be part of a job: it has the
 * addresses and references to secrets only.
 *
 * @param store the key store, as {@code privacy_sealer}
 * @param keys the file of the key-encryption keys, where the sealer runs
 * @param ledger the ledger that the store is compared with, as a role that may read events; null if
 *     another program compares it
 * @param plain whether the values reached Redis in plain before they are sealed; erasure receipts
 *     say so
 * @param retries how often a failure of the store is retried before it is thrown
 */
public record KeyStoreSealers(
    PostgresConnections store,
    KeyEncryptionKeyFile keys,
    @Nullable PostgresConnections ledger,
    boolean plain,
    int retries)
    implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyStoreSealers.class);

  /**
   * As {@link #open}, for a program whose login at the store has never worked.
   *
   * @throws RefusedException if the store refuses the user or the password, no verified connection
   *     comes about, or the password or a TLS file cannot be read here
   */
  public Sealer openAtStart() {
    try {
      store.open().close();
    } catch (SQLException e) {
      // It may come back: sealed values pass without it, and plain ones wait.
      LOG.warn("The key store cannot be used now: {}", FailureText.of(e));
    }
    return open();
  }

  /**
   * Opens a sealer, which connects at its first use. With the ledger's address, the store is also
   * compared while nothing is sealed, so that programs without that address may seal.
   *
   * @throws SealingException if the key file cannot be read here, or is no key file
   */
  public Sealer open() {
    KeyStoreSealer sealer =
        new KeyStoreSealer(
            store,
            plain,
            retries,
            ring(),
            new ComparedStore(store, ledger, System::nanoTime),
            new LeasedKeys(KeyStoreSealer.MAX_SUBJECTS, LeaseClock.system()));
    return ledger == null ? sealer : WatchedSealer.start(sealer, store, ledger);
  }

  private KeyRing ring() {
    try {
      return new KeyRing(keys);
    } catch (IOException e) {
      throw new SealingException(
          "Personal data cannot be sealed, because the key file cannot be used: "
              + FailureText.of(e),
          e);
    }
  }
}
