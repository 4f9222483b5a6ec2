package io.contextgraph.privacy;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.privacy.KeyStoreException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a key store with its ledger: every subject that the ledger says was erased must be
 * erased in the store. A store that was restored from a backup may miss erasures. The store
 * remembers up to which position it was compared, so a comparison on connections that were compared
 * before reads only what is new. On new ones it reads all erasures: if both were restored to
 * different times, the ledger may have other events at the positions that the store knows.
 */
public final class LedgerComparison {
  private static final int PAGE = 1_000;

  private final KeyStore store;
  private final Connection ledger;

  /**
   * @param ledger an open connection to the primary of the store's ledger, as a role that may read
   *     events, with auto-commit on
   */
  public LedgerComparison(KeyStore store, Connection ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /**
   * Compares. The store serves keys for the next 60 s if it misses nothing.
   *
   * @throws KeyStoreException if the store misses erasures, which {@link #applyMissing} applies; if
   *     it belongs to another ledger; or if the connection is to a standby
   */
  public void require() throws SQLException {
    require(true);
  }

  /** As {@link #require}, with what is new since an earlier comparison on these connections. */
  public void requireNew() throws SQLException {
    require(false);
  }

  private void require(boolean whole) throws SQLException {
    List<LedgerErasure> missing = compare(whole, false);
    if (!missing.isEmpty()) {
      throw new KeyStoreException(
          Kind.RESTORED,
          "the key store misses erasures that the ledger recorded, as one that was restored from a"
              + " backup does, and serves no key: run \"context-graph privacy restore\"");
    }
  }

  /**
   * Compares, and repeats in the store, as the officer, what it misses. The key-encryption keys
   * that recorded rotations name become known, so that an erasure is not final before they are
   * destroyed.
   *
   * @return the erasures that it missed
   */
  public List<LedgerErasure> applyMissing() throws SQLException {
    // Another ledger is refused before anything is changed.
    List<LedgerErasure> missing = compare(true, false);
    store.keks().know(new LedgerErasures(ledger).keks());
    return missing.isEmpty() ? missing : compare(true, true);
  }

  /**
   * Makes the ledger the store's, as after a fork; no effect if it is that already.
   *
   * @param any also a ledger that did not begin as a fork of the store's
   * @throws KeyStoreException if it did not
   */
  public void bind(boolean any) throws SQLException {
    Optional<String> foreign = foreignLedger();
    String ledgerId = LedgerHead.read(ledger).ledgerId();
    if (foreign.isPresent() && !any) {
      throw belongsTo(foreign.get(), ledgerId);
    }
    store.bind(ledgerId);
  }

  /** The id of the store's ledger, if this one is neither it nor began as a fork of it. */
  public Optional<String> foreignLedger() throws SQLException {
    requirePrimary();
    String ledgerId = LedgerHead.read(ledger).ledgerId();
    Optional<String> bound = store.bound().filter(id -> !id.equals(ledgerId));
    return bound.isPresent() && isPredecessor(bound.get()) ? Optional.empty() : bound;
  }

  private boolean isPredecessor(String bound) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet rows = statement.executeQuery(Sql.READ_PREDECESSORS.text())) {
      while (rows.next()) {
        if (rows.getString("ledger_id").equals(bound)) {
          return true;
        }
      }
    }
    return false;
  }

  private static KeyStoreException belongsTo(String bound, String ledgerId) {
    return new KeyStoreException(
        Kind.OTHER_LEDGER,
        "the key store belongs to the ledger "
            + bound
            + ", and the ledger "
            + ledgerId
            + " did not begin as a fork of it. --another-ledger gives the store to it all the same,"
            + " and destroys the keys of everybody whom it says was erased");
  }

  private List<LedgerErasure> compare(boolean whole, boolean apply) throws SQLException {
    requirePrimary();
    List<LedgerErasure> missed = new ArrayList<>();
    Reached reached = start(whole);
    do {
      LedgerHead head = reached.head();
      List<LedgerErasure> page =
          new LedgerErasures(ledger).page(reached.position(), head.position(), PAGE);
      long to = page.size() < PAGE ? head.position() : page.get(PAGE - 1).position();
      Optional<List<LedgerErasure>> missing = missing(reached, to, page);
      missed.addAll(missing.orElse(List.of()));
      if (!missed.isEmpty() && !apply) {
        return missed;
      }
      for (LedgerErasure erasure : missing.orElse(List.of())) {
        store.apply(erasure);
      }
      if (missing.isEmpty()) {
        // Another program found meanwhile that the ledger ends earlier.
        reached = start(whole);
      } else if (missing.get().isEmpty()) {
        reached = new Reached(head, to, false);
      }
      // With something missing, the same is read again.
    } while (reached.position() < reached.head().position());
    return missed;
  }

  /** A standby may lack the last erasures. */
  private void requirePrimary() throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.IS_STANDBY.text())) {
      row.next();
      if (row.getBoolean(1)) {
        throw new KeyStoreException(
            Kind.STANDBY,
            "the key store is compared with its ledger's primary only, and the address of the ledger"
                + " leads to a standby, which may lack the last erasures");
      }
    }
  }

  /**
   * How far the ledger was compared.
   *
   * @param wentBack whether it ends before what the store was compared up to
   */
  private record Reached(LedgerHead head, long position, boolean wentBack) {}

  /** From the beginning also if the ledger ends before what it was compared up to. */
  private Reached start(boolean whole) throws SQLException {
    LedgerHead head = LedgerHead.read(ledger);
    long compared = store.compared(head.ledgerId()).map(Compared::position).orElse(0L);
    if (compared > head.position()) {
      // Another program may have compared what was appended since the head was read.
      head = LedgerHead.read(ledger);
    }
    return compared > head.position()
        ? new Reached(head, 0, true)
        : new Reached(head, whole ? 0 : compared, false);
  }

  private Optional<List<LedgerErasure>> missing(Reached from, long to, List<LedgerErasure> page)
      throws SQLException {
    LedgerHead head = from.head();
    List<String> subjects = page.stream().map(LedgerErasure::subject).toList();
    return store
        .verify(
            new LedgerPart(
                head.ledgerId(),
                from.position(),
                to,
                to == head.position(),
                from.wentBack(),
                subjects))
        .map(missing -> first(page, missing));
  }

  /** The first erasure of each subject. */
  private static List<LedgerErasure> first(List<LedgerErasure> page, List<String> subjects) {
    Set<String> left = new HashSet<>(subjects);
    return page.stream().filter(erasure -> left.remove(erasure.subject())).toList();
  }
}
