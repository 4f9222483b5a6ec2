package io.contextgraph.privacy;

import io.contextgraph.ledger.PostgresConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a key store that is compared with its ledger when it is opened and at every use
 * 15 s after the last comparison. Without the ledger's address, the store is used only if another
 * program compares it. Used by one thread.
 */
final class ComparedStore implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(ComparedStore.class);

  private final PostgresConnections storeAddress;
  private final @Nullable PostgresConnections ledgerAddress;
  private final LongSupplier nanoClock;
  private @Nullable KeyStore store;
  private @Nullable Connection ledger;
  private long comparedAt;

  ComparedStore(
      PostgresConnections storeAddress,
      @Nullable PostgresConnections ledgerAddress,
      LongSupplier nanoClock) {
    this.storeAddress = storeAddress;
    this.ledgerAddress = ledgerAddress;
    this.nanoClock = nanoClock;
  }

  /**
   * The store, connected and compared.
   *
   * @throws KeyStoreException if it misses erasures of the ledger
   */
  KeyStore get() throws SQLException {
    KeyStore open = store;
    boolean isNew = open == null;
    boolean due = open == null || nanoClock.getAsLong() - comparedAt >= EVERY.toNanos();
    if (open == null) {
      open = KeyStore.open(storeAddress);
      store = open;
    }
    if (due) {
      compare(open, isNew);
    }
    return open;
  }

  private void compare(KeyStore open, boolean isNew) throws SQLException {
    if (ledgerAddress == null) {
      return;
    }
    Connection readable = ledger;
    boolean all = isNew || readable == null;
    if (readable == null) {
      readable = ledgerAddress.openLedger();
      ledger = readable;
    }
    long now = nanoClock.getAsLong();
    LedgerComparison comparison = new LedgerComparison(open, readable);
    if (all) {
      comparison.require();
    } else {
      comparison.requireNew();
    }
    comparedAt = now;
  }

  /** Ends both connections after a failure; the next use connects again. */
  void disconnect() {
    try {
      close();
    } catch (SQLException e) {
      LOG.debug("Closing a broken connection failed", e);
    }
  }

  @Override
  public void close() throws SQLException {
    KeyStore open = store;
    Connection readable = ledger;
    store = null;
    ledger = null;
    try (KeyStore closedLast = open;
        Connection closedFirst = readable) {
      LOG.trace("Closing {} and {}", closedLast, closedFirst);
    }
  }
}
