package io.contextgraph.cli;

import io.contextgraph.erasure.OpenedEvent;
import io.contextgraph.erasure.OpenedEvent.Outcome;
import io.contextgraph.erasure.OpenedEvent.Why;
import io.contextgraph.erasure.SealedEvents;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import io.contextgraph.event.EventLine;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.SealedValue;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.LeaseClock;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.PageQuery;
import io.contextgraph.query.SubjectLetters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads events and dead letters with their personal data in plain, and counts what stays sealed,
 * and why.
 */
final class OpenedPages implements AutoCloseable {
  private static final int LONGEST_QUESTION = 1_000;

  private final KeyStore store;
  private final Connection ledger;
  private final SealedEvents sealed;
  private final Map<Why, Long> closed = new EnumMap<>(Why.class);
  private long opened;

  private OpenedPages(KeyStore store, Connection ledger, SealedEvents sealed) {
    this.store = store;
    this.ledger = ledger;
    this.sealed = sealed;
  }

  /**
   * Connects to the key store as the opener.
   *
   * @param words the command, for who reads the log
   */
  static OpenedPages open(Servers servers, Connection ledger, List<String> words)
      throws SQLException {
    String question = String.join(" ", words);
    int end = Math.min(question.length(), LONGEST_QUESTION);
    ControlEvent.Actor who = new ControlLog(servers).actor(Servers.Role.OPENER);
    KeyStore store = KeyStore.open(servers.postgres(Servers.Role.OPENER));
    return new OpenedPages(
        store,
        ledger,
        new SealedEvents(
            store,
            servers.keyEncryptionKeys(),
            new SealedEvents.Reader(who, question.substring(0, end)),
            LeaseClock.system()));
  }

  /** As {@link EventPages#read}, opened. */
  EventPages.Page read(PageQuery query, long after, int limit, Consumer<String> lines)
      throws SQLException {
    List<RecordedEvent> events = new ArrayList<>();
    EventPages.Page page = new EventPages(ledger).readEvents(query, after, limit, events::addAll);
    try {
      sealed.open(ledger, events).forEach(event -> lines.accept(line(event)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page;
  }

  private String line(OpenedEvent event) {
    if (event.outcome() instanceof Outcome.Opened plain) {
      Optional<String> line = EventLine.opened(event.event(), plain.personalData());
      if (line.isPresent()) {
        opened++;
        return line.get();
      }
      closed.merge(Why.NOT_SEALED_BY_KEY, 1L, Long::sum);
    } else if (event.outcome() instanceof Outcome.Closed stays) {
      closed.merge(stays.why(), 1L, Long::sum);
    }
    return EventLine.of(event.event());
  }

  /** A dead letter about a subject as JSON, opened. */
  String letter(SubjectLetters.Letter letter, String subject) throws SQLException {
    Optional<SealedValue> value = letter.sealed();
    if (value.isEmpty()) {
      return letter.json();
    }
    Outcome outcome =
        letter.eventId().isPresent()
            ? open(subject, letter.eventId().get(), value.get())
            : new Outcome.Closed(Why.NOT_SEALED_BY_KEY);
    if (outcome instanceof Outcome.Opened plain) {
      opened++;
      return letter.opened(plain.personalData());
    }
    if (outcome instanceof Outcome.Closed stays) {
      closed.merge(stays.why(), 1L, Long::sum);
    }
    return letter.json();
  }

  private Outcome open(String subject, EventId eventId, SealedValue value) throws SQLException {
    try {
      return sealed.open(ledger, subject, eventId, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many values were opened and how many were not, by why; for the record. */
  TreeMap<String, String> counts() {
    TreeMap<String, String> counts = new TreeMap<>();
    counts.put("opened", Long.toString(opened));
    counts.put("erased", Long.toString(count(Why.ERASED)));
    counts.put("key_missing", Long.toString(count(Why.KEY_MISSING)));
    counts.put("not_sealed_by_key", Long.toString(count(Why.NOT_SEALED_BY_KEY)));
    return counts;
  }

  /** The same in words. */
  String words() {
    return "%s opened; %d stay sealed because the subject was erased, %d because its key is missing, %d because its key does not open them."
        .formatted(
            Plural.of(opened, "sealed value was", "sealed values were"),
            count(Why.ERASED),
            count(Why.KEY_MISSING),
            count(Why.NOT_SEALED_BY_KEY));
  }

  /** The exit code: whether values stay sealed of people who were not erased. */
  int exitCode() {
    return count(Why.KEY_MISSING) + count(Why.NOT_SEALED_BY_KEY) == 0
        ? ExitCode.DONE
        : ExitCode.FOUND;
  }

  private long count(Why why) {
    return closed.getOrDefault(why, 0L);
  }

  @Override
  public void close() throws SQLException {
    store.close();
  }
}
