package io.contextgraph.privacy;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventId;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.SchemaMismatchException;
import io.contextgraph.server.RefusedException;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The keys of the subjects, in the schema {@code privacy} of a Postgres database. A subject has a
 * key or a tombstone, and a tombstone stays. Which methods a role may use: {@code privacy_sealer}
 * {@link #lease}; {@code privacy_opener} {@link #tickets} and {@link #open(String, UUID)}; {@code
 * privacy_officer} everything else; all of them {@link #compared} and what {@link LedgerComparison}
 * does. Each call is a transaction, committed to the disk when it returns. Used by one thread.
 */
public final class KeyStore implements AutoCloseable {
  private static final String NOT_YET = "55000";

  private final StoreConnection store;

  private KeyStore(StoreConnection store) {
    this.store = store;
  }

  /**
   * Connects.
   *
   * @throws RefusedException if the server refuses the user or the password, or the password cannot
   *     be read here
   * @throws SchemaMismatchException if the schema is older, or newer and must not be used
   * @throws SQLException if the server cannot be reached, or is configured to lose committed data
   */
  public static KeyStore open(PostgresConnections connections) throws SQLException {
    return new KeyStore(StoreConnection.open(connections));
  }

  /**
   * The key of a subject, for {@value Lease#SECONDS} s from the call. Of all that create a
   * subject's key, the first does; the others get its key.
   *
   * @param candidate becomes the key if the subject has none
   * @param plain whether it seals values that reached Redis in plain
   * @return the key, or that the subject was erased
   * @throws KeyStoreException if the candidate would be stored and its key-encryption key is not
   *     the active one, or the store was not compared with its ledger
   */
  public Lease lease(String subject, WrappedKeyset candidate, boolean plain) throws SQLException {
    return store.single(
        Sql.LEASE, StoreRows::lease, subject, candidate.bytes(), candidate.kekId(), plain);
  }

  /**
   * Records that the data of some subjects will be opened.
   *
   * @param question what is opened and why, for who reads the log
   * @param who the operating system's user and host; the store knows the role
   * @return a ticket for each subject; it is redeemed once, within 5 minutes
   */
  public Map<String, UUID> tickets(
      Collection<String> subjects, String question, ControlEvent.Actor who) throws SQLException {
    Map<String, UUID> tickets = new TreeMap<>();
    store.query(
        Sql.TICKET,
        row -> tickets.put(row.getString("subject_id"), row.getObject("ticket", UUID.class)),
        subjects.toArray(new String[0]),
        question,
        who.osUser(),
        who.host().orElse(null));
    return tickets;
  }

  /**
   * Redeems a ticket for the key of its subject, for {@value Lease#SECONDS} s from the call.
   *
   * @throws KeyStoreException if the ticket cannot be redeemed, or the store was not compared with
   *     its ledger
   */
  public Lease open(String subject, UUID ticket) throws SQLException {
    return store.single(Sql.OPEN, StoreRows::lease, ticket, subject);
  }

  /**
   * Destroys the key of a subject, which need not have one. If the subject was erased before,
   * nothing changes.
   *
   * @param eventId of the event that will record it in the ledger
   * @param who the operating system's user and host; the store knows the role
   * @param despite what holds the subject
   * @return the tombstone, of the first erasure
   */
  public Tombstone erase(
      String subject, String reason, EventId eventId, ControlEvent.Actor who, DespiteHolds despite)
      throws SQLException {
    store.run(
        Sql.ERASE,
        subject,
        reason,
        eventId.toUuid(),
        who.osUser(),
        who.host().orElse(null),
        despite.count(),
        despite.listedJson());
    return erased(subject).orElseThrow();
  }

  /** The tombstone of a subject; empty if it was not erased. */
  public Optional<Tombstone> erased(String subject) throws SQLException {
    return store.query(Sql.ERASED, StoreRows::tombstone, subject).stream().findFirst();
  }

  /**
   * Remembers the position of the event that records an erasure.
   *
   * @throws SQLException also if the subject is not erased, or another position is known
   */
  public void record(String subject, long position) throws SQLException {
    store.run(Sql.RECORD, subject, position);
  }

  /**
   * Ends an erasure, again without effect.
   *
   * @throws SQLException also with state 55000 if the erasure is not recorded, or a lease of the
   *     key has not ended
   */
  public void finish(String subject) throws SQLException {
    store.run(Sql.FINISH, subject);
  }

  /**
   * As {@link #finish}.
   *
   * @return false without effect if the erasure is not recorded, or a lease of the key has not
   *     ended
   */
  public boolean finishIfEnded(String subject) throws SQLException {
    try {
      finish(subject);
      return true;
    } catch (SQLException e) {
      if (!NOT_YET.equals(e.getSQLState())) {
        throw e;
      }
      return false;
    }
  }

  /** When the key of a subject was given out to be read, or may have been. */
  public Openings openings(String subject) throws SQLException {
    List<Opening> latest = new ArrayList<>();
    List<Long> total =
        store.query(
            Sql.OPENINGS,
            row -> {
              latest.add(StoreRows.opening(row));
              return row.getLong("total");
            },
            subject,
            Openings.MAX_LISTED);
    return new Openings(total.isEmpty() ? 0 : total.get(0), latest);
  }

  /** Repeats an erasure that the ledger recorded; changes nothing if the subject is erased. */
  public Tombstone apply(LedgerErasure erasure) throws SQLException {
    Tombstone.Act act = erasure.act();
    store.run(
        Sql.APPLY,
        erasure.subject(),
        act.at().atOffset(ZoneOffset.UTC),
        act.databaseRole(),
        act.osUser().orElse(null),
        act.host().orElse(null),
        act.reason(),
        erasure.eventId().toUuid(),
        erasure.position(),
        erasure.kekId().orElse(null));
    return erased(erasure.subject()).orElseThrow();
  }

  /** How far the store was compared with a ledger; empty if it never was. */
  public Optional<Compared> compared(String ledgerId) throws SQLException {
    return store.single(Sql.COMPARED, StoreRows::compared, UUID.fromString(ledgerId));
  }

  /**
   * Compares a part of a ledger with the store; see {@link LedgerComparison}.
   *
   * @return the subjects of the part that are not erased here; empty without effect if the store is
   *     compared up to another position than that where the part begins by now
   * @throws KeyStoreException if the store belongs to another ledger
   */
  Optional<List<String>> verify(LedgerPart part) throws SQLException {
    return store.single(
        Sql.VERIFY,
        StoreRows::missing,
        UUID.fromString(part.ledgerId()),
        part.from(),
        part.to(),
        part.isLast(),
        part.wentBack(),
        part.subjects().toArray(new String[0]));
  }

  /** The id of the store's ledger; empty if none was compared with it yet. */
  Optional<String> bound() throws SQLException {
    return Optional.ofNullable(store.single(Sql.BOUND, row -> row.getString("ledger_id")));
  }

  /**
   * Makes a ledger the store's, as after a fork; no effect if it is that already.
   *
   * @param ledgerId its id, a UUID
   */
  void bind(String ledgerId) throws SQLException {
    store.run(Sql.BIND, UUID.fromString(ledgerId));
  }

  /** The key-encryption keys that the store knows. */
  public StoredKeks keks() {
    return new StoredKeks(store);
  }

  /** How many subjects there are. */
  public StoreCounts counts() throws SQLException {
    return store.single(Sql.COUNTS, StoreRows::counts);
  }

  /** The subjects whose erasure is not finished, the first of them. */
  public List<String> unfinished(int atMost) throws SQLException {
    return store.query(Sql.UNFINISHED, row -> row.getString("subject"), atMost);
  }

  @Override
  public void close() throws SQLException {
    store.close();
  }
}
