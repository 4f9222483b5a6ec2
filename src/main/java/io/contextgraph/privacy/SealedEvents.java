package io.contextgraph.privacy;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.SealedValue;
import io.contextgraph.privacy.OpenedEvent.Outcome;
import io.contextgraph.privacy.OpenedEvent.Why;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Opens the sealed personal data of recorded events. Each key is given out against a ticket, which
 * the key store has committed to its log of readers before: who, when, which subject, which
 * question. A key is kept for its lease, and no longer. Used by one thread.
 */
public final class SealedEvents {
  private static final int MAX_KEYS = 10_000;
  private static final long LEASE = Duration.ofSeconds(Lease.SECONDS).toNanos();
  private static final long COMPARE_EVERY = Duration.ofSeconds(15).toNanos();

  private final KeyStore store;
  private final KeyEncryptionKeyFile file;
  private final Reader reader;
  private final LongSupplier nanoClock;
  private final Map<String, Held> held = new HashMap<>();
  private Optional<Long> compared = Optional.empty();

  /**
   * Who reads, and why.
   *
   * @param question for who reads the log
   */
  public record Reader(ControlEvent.Actor who, String question) {}

  /** The key of a subject, or why there is none, since the moment before it was asked for. */
  private record Held(Optional<SubjectKey> key, Why otherwise, long since) {}

  /**
   * @param store as the opener
   * @param nanoClock ends leases
   */
  public SealedEvents(
      KeyStore store, KeyEncryptionKeyFile file, Reader reader, LongSupplier nanoClock) {
    this.store = store;
    this.file = file;
    this.reader = reader;
    this.nanoClock = nanoClock;
  }

  /**
   * Opens what can be opened of a page of events, in their order.
   *
   * @param ledger the ledger of the events, with which the store is compared
   * @throws KeyStoreException if the store serves no key
   */
  public List<OpenedEvent> open(Connection ledger, List<RecordedEvent> page)
      throws SQLException, IOException {
    Set<String> subjects =
        page.stream()
            .filter(event -> event.personalDataSealed() != null)
            .flatMap(event -> Optional.ofNullable(event.optional().subjectId()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!subjects.isEmpty()) {
      compare(ledger);
      acquire(subjects);
    }
    List<OpenedEvent> opened = new ArrayList<>();
    for (RecordedEvent event : page) {
      opened.add(new OpenedEvent(event, outcome(event)));
    }
    return opened;
  }

  private void compare(Connection ledger) throws SQLException {
    long now = nanoClock.getAsLong();
    if (compared.isEmpty() || now - compared.get() > COMPARE_EVERY) {
      new LedgerComparison(store, ledger).require();
      compared = Optional.of(now);
    }
  }

  /** Asks for the keys that are not held, or whose lease may end before the page is opened. */
  private void acquire(Set<String> subjects) throws SQLException, IOException {
    long now = nanoClock.getAsLong();
    held.values().removeIf(key -> now - key.since() > LEASE / 2);
    if (held.size() + subjects.size() > MAX_KEYS) {
      held.clear();
    }
    subjects.removeAll(held.keySet());
    if (subjects.isEmpty()) {
      return;
    }
    KeyEncryptionKeys keks = file.read();
    Map<String, UUID> tickets = store.tickets(subjects, reader.question(), reader.who());
    for (Map.Entry<String, UUID> ticket : tickets.entrySet()) {
      long since = nanoClock.getAsLong();
      Lease lease = store.open(ticket.getKey(), ticket.getValue());
      held.put(ticket.getKey(), held(ticket.getKey(), lease, keks, since));
    }
  }

  private static Held held(String subject, Lease lease, KeyEncryptionKeys keks, long since) {
    Optional<SubjectKey> key =
        lease instanceof Lease.Key given
            ? keks.find(given.keyset().kekId())
                .map(kek -> Keysets.unwrap(kek, subject, given.keyset()))
            : Optional.empty();
    return new Held(key, lease instanceof Lease.Erased ? Why.ERASED : Why.KEY_MISSING, since);
  }

  private Outcome outcome(RecordedEvent event) {
    byte[] sealed = event.personalDataSealed();
    if (sealed == null) {
      return new Outcome.Nothing();
    }
    Held key = held.get(String.valueOf(event.optional().subjectId()));
    if (key == null) {
      return new Outcome.Closed(Why.NOT_SEALED_BY_KEY);
    }
    if (key.key().isEmpty()) {
      return new Outcome.Closed(key.otherwise());
    }
    return nanoClock.getAsLong() - key.since() >= LEASE
        ? new Outcome.Closed(Why.KEY_MISSING)
        : open(event, sealed, key.key().get());
  }

  private static Outcome open(RecordedEvent event, byte[] sealed, SubjectKey key) {
    try {
      Optional<byte[]> plain = key.open(event.required().eventId(), SealedValue.parse(sealed));
      return plain.isPresent()
          ? new Outcome.Opened(plain.get())
          : new Outcome.Closed(Why.NOT_SEALED_BY_KEY);
    } catch (IllegalArgumentException unknownForm) {
      return new Outcome.Closed(Why.NOT_SEALED_BY_KEY);
    }
  }
}
