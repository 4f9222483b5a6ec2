package io.contextgraph.privacy;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Sealer;
import io.contextgraph.event.SealingException;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.SqlFault;
import io.contextgraph.privacy.KeyStoreException.Kind;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals with keys that it leases from the key store. A subject's key is used for {@value
 * Lease#SECONDS} s and then asked for again. A failure of the store is retried; so is what the
 * rotation of the key-encryption keys causes, after the key file was read again.
 */
final class KeyStoreSealer implements Sealer {
  /** The subjects whose keys are in memory at a time. */
  static final int MAX_SUBJECTS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(KeyStoreSealer.class);
  private static final Set<Kind> TRANSIENT =
      Set.of(Kind.NOT_COMPARED, Kind.OTHER_KEK, Kind.KEK_MISSING);

  /** Class 08: the connection does not exist any more. */
  private static final String TOO_LATE = "08006";

  private final PostgresConnections address;
  private final boolean plain;
  private final KeyRing keys;
  private final ComparedStore store;
  private final LeasedKeys leased;
  private final RetryPolicy<Optional<SubjectKey>> retry;

  /**
   * @param address of the store
   * @param plain whether the values reached Redis in plain
   * @param retries how often a failure is retried
   */
  KeyStoreSealer(
      PostgresConnections address,
      boolean plain,
      int retries,
      KeyRing keys,
      ComparedStore store,
      LeasedKeys leased) {
    this.address = address;
    this.plain = plain;
    this.keys = keys;
    this.store = store;
    this.leased = leased;
    this.retry = retryPolicy(retries);
  }

  private static RetryPolicy<Optional<SubjectKey>> retryPolicy(int retries) {
    return RetryPolicy.<Optional<SubjectKey>>builder()
        .handleIf(KeyStoreSealer::isTransient)
        .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(10))
        .withJitter(0.2)
        .withMaxRetries(retries)
        .onRetry(
            attempt ->
                LOG.warn(
                    "The key store gave no key, retrying: {}",
                    String.valueOf(attempt.getLastException())))
        .build();
  }

  private static boolean isTransient(Throwable e) {
    return e instanceof SQLException sql && SqlFault.of(sql) == SqlFault.SERVER
        || e instanceof KeyStoreException refusal && TRANSIENT.contains(refusal.kind());
  }

  @Override
  public Outcome seal(EventId eventId, String subjectId, byte[] value) {
    Optional<SubjectKey> key = leased.find(subjectId).orElseGet(() -> lease(subjectId));
    return key.<Outcome>map(usable -> new Outcome.Sealed(usable.seal(eventId, value)))
        .orElseGet(Outcome.Erased::new);
  }

  private Optional<SubjectKey> lease(String subject) {
    try {
      return Failsafe.with(retry).get(() -> once(subject));
    } catch (FailsafeException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private SealingException failed(Throwable cause) {
    return new SealingException(
        "Personal data cannot be sealed, because the key store at "
            + address.address()
            + " gives no key: "
            + FailureText.of(cause),
        cause);
  }

  private Optional<SubjectKey> once(String subject) throws SQLException, IOException {
    try {
      return ask(subject);
    } catch (SQLException e) {
      store.disconnect();
      throw e;
    } catch (KeyStoreException e) {
      if (e.kind() == Kind.OTHER_KEK) {
        keys.follow(e.activeKek());
      }
      throw e;
    }
  }

  private Optional<SubjectKey> ask(String subject) throws SQLException, IOException {
    KeyStore open = store.get();
    WrappedKeyset candidate = keys.candidate(subject);
    LeaseClock.Moment askedAt = leased.now();
    Lease lease = open.lease(subject, candidate, plain);
    Optional<SubjectKey> key =
        lease instanceof Lease.Key given
            ? Optional.of(keys.unwrap(subject, given.keyset()))
            : Optional.empty();
    leased.keep(subject, key, askedAt);
    return leased
        .find(subject)
        .orElseThrow(() -> new SQLException("the key store answered too late", TOO_LATE));
  }

  @Override
  public void close() {
    leased.clear();
    store.disconnect();
  }
}
