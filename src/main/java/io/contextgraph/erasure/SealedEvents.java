package io.contextgraph.erasure;

import io.contextgraph.erasure.OpenedEvent.Outcome;
import io.contextgraph.erasure.OpenedEvent.Why;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.SealedValue;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyEncryptionKeys;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.KeyStoreException;
import io.contextgraph.privacy.Keysets;
import io.contextgraph.privacy.Lease;
import io.contextgraph.privacy.LeaseClock;
import io.contextgraph.privacy.LedgerComparison;
import io.contextgraph.privacy.SubjectKey;
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

/**
 * Opens the sealed personal data of recorded events. Each key is given out against a ticket, which
 * the key store has committed to its log of readers before: who, when, which subject, which
 * question. A key is kept for its lease, and no longer. Used by one thread.
 */
public final class SealedEvents {
  private static final int MAX_KEYS = 10_000;

  /** So few that the first key's lease has not ended when the last one is there. */
  private static final int GROUP = 50;

  private static final Duration RENEW_AFTER = LeaseClock.LEASE.dividedBy(2);
  private static final Duration COMPARE_EVERY = Duration.ofSeconds(15);

  private final KeyStore store;
  private final KeyEncryptionKeyFile file;
  private final Reader reader;
  private final LeaseClock clock;
  private final Map<String, Held> held = new HashMap<>();
  private Optional<LeaseClock.Moment> compared = Optional.empty();

  /**
   * Who reads, and why.
   *
   * @param question for who reads the log
   */
  public record Reader(ControlEvent.Actor who, String question) {}

  /** The key of a subject, or why there is none, since the moment before it was asked for. */
  private record Held(Optional<SubjectKey> key, Why otherwise, LeaseClock.Moment since) {}

  /**
   * @param store as the opener
   * @param clock ends leases
   */
  public SealedEvents(KeyStore store, KeyEncryptionKeyFile file, Reader reader, LeaseClock clock) {
    this.store = store;
    this.file = file;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Opens what can be opened of a page of events, in their order.
   *
   * @param ledger the ledger of the events, with which the store is compared
   * @throws KeyStoreException if the store serves no key
   */
  public List<OpenedEvent> open(Connection ledger, List<RecordedEvent> page)
      throws SQLException, IOException {
    List<OpenedEvent> opened = new ArrayList<>();
    int from = 0;
    while (from < page.size()) {
      Set<String> subjects = new TreeSet<>();
      int to = endOfGroup(page, from, subjects);
      if (!subjects.isEmpty()) {
        compare(ledger);
        acquire(subjects);
      }
      for (RecordedEvent event : page.subList(from, to)) {
        opened.add(new OpenedEvent(event, outcome(event)));
      }
      from = to;
    }
    return opened;
  }

  /** Adds the subjects of the next events, not too many, and returns the end of these events. */
  private static int endOfGroup(List<RecordedEvent> page, int from, Set<String> subjects) {
    int to = from;
    while (to < page.size()) {
      RecordedEvent event = page.get(to);
      String subject = event.optional().subjectId();
      if (event.personalDataSealed() != null && subject != null && !subjects.contains(subject)) {
        if (subjects.size() == GROUP) {
          return to;
        }
        subjects.add(subject);
      }
      to++;
    }
    return to;
  }

  private void compare(Connection ledger) throws SQLException {
    LeaseClock.Moment now = clock.now();
    LedgerComparison comparison = new LedgerComparison(store, ledger);
    if (compared.isEmpty()) {
      comparison.require();
      compared = Optional.of(now);
    } else if (clock.hasPassed(compared.get(), COMPARE_EVERY)) {
      comparison.requireNew();
      compared = Optional.of(now);
    }
  }

  /** Asks for the keys that are not held, or whose lease may end before the page is opened. */
  private void acquire(Set<String> subjects) throws SQLException, IOException {
    held.values().removeIf(key -> clock.hasPassed(key.since(), RENEW_AFTER));
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
      LeaseClock.Moment since = clock.now();
      Lease lease = store.open(ticket.getKey(), ticket.getValue());
      if (lease instanceof Lease.Key given && keks.find(given.keyset().kekId()).isEmpty()) {
        // A rotation added it since.
        keks = file.read();
      }
      held.put(ticket.getKey(), held(ticket.getKey(), lease, keks, since));
    }
  }

  private static Held held(
      String subject, Lease lease, KeyEncryptionKeys keks, LeaseClock.Moment since) {
    if (!(lease instanceof Lease.Key given)) {
      Why otherwise = lease instanceof Lease.Erased ? Why.ERASED : Why.KEY_MISSING;
      return new Held(Optional.empty(), otherwise, since);
    }
    try {
      Optional<SubjectKey> key =
          keks.find(given.keyset().kekId())
              .map(kek -> Keysets.unwrap(kek, subject, given.keyset()));
      return new Held(key, Why.KEY_MISSING, since);
    } catch (KeyStoreException damaged) {
      if (damaged.kind() != KeyStoreException.Kind.DAMAGED) {
        throw damaged;
      }
      return new Held(Optional.empty(), Why.NOT_SEALED_BY_KEY, since);
    }
  }

  /**
   * Opens one value.
   *
   * @param ledger the ledger that the value is from, with which the store is compared
   * @throws KeyStoreException if the store serves no key
   */
  public Outcome open(Connection ledger, String subject, EventId eventId, SealedValue sealed)
      throws SQLException, IOException {
    compare(ledger);
    acquire(new TreeSet<>(Set.of(subject)));
    return outcome(subject, eventId, sealed.toBytes());
  }

  private Outcome outcome(RecordedEvent event) {
    byte[] sealed = event.personalDataSealed();
    return sealed == null
        ? new Outcome.Nothing()
        : outcome(String.valueOf(event.optional().subjectId()), event.required().eventId(), sealed);
  }

  private Outcome outcome(String subject, EventId eventId, byte[] sealed) {
    Held key = held.get(subject);
    if (key == null) {
      return new Outcome.Closed(Why.NOT_SEALED_BY_KEY);
    }
    if (key.key().isEmpty()) {
      return new Outcome.Closed(key.otherwise());
    }
    return clock.hasEnded(key.since())
        ? new Outcome.Closed(Why.KEY_MISSING)
        : open(eventId, sealed, key.key().get());
  }

  private static Outcome open(EventId eventId, byte[] sealed, SubjectKey key) {
    try {
      Optional<byte[]> plain = key.open(eventId, SealedValue.parse(sealed));
      return plain.isPresent()
          ? new Outcome.Opened(plain.get())
          : new Outcome.Closed(Why.NOT_SEALED_BY_KEY);
    } catch (IllegalArgumentException unknownForm) {
      return new Outcome.Closed(Why.NOT_SEALED_BY_KEY);
    }
  }
}
