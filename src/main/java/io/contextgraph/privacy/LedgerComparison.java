package io.contextgraph.privacy;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.privacy.KeyStoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a key store with its ledger: every subject that the ledger says was erased must be
 * erased in the store. A store that was restored from a backup may miss erasures. The store
 * remembers up to which position it was compared, so a comparison reads only what is new.
 */
public final class LedgerComparison {
  private static final int PAGE = 1_000;

  private final KeyStore store;
  private final Connection ledger;

  /**
   * @param ledger an open connection to the store's ledger, as a role that may read events
   */
  public LedgerComparison(KeyStore store, Connection ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /**
   * Compares. The store serves keys for the next 60 s if it misses nothing.
   *
   * @throws KeyStoreException if the store misses erasures, which {@link #applyMissing} applies
   */
  public void require() throws SQLException {
    List<LedgerErasure> missing = compare(false);
    if (!missing.isEmpty()) {
      throw new KeyStoreException(
          Kind.RESTORED,
          "the key store misses erasures that the ledger recorded, as one that was restored from a"
              + " backup does, and serves no key: run \"context-graph privacy restore\"");
    }
  }

  /**
   * Compares, and repeats in the store, as the officer, what it misses.
   *
   * @return what it missed
   */
  public List<LedgerErasure> applyMissing() throws SQLException {
    return compare(true);
  }

  private List<LedgerErasure> compare(boolean apply) throws SQLException {
    LedgerHead head = LedgerHead.read(ledger);
    List<LedgerErasure> missed = new ArrayList<>();
    long reached = start(head);
    do {
      List<LedgerErasure> page = new LedgerErasures(ledger).page(reached, head.position(), PAGE);
      long to = page.size() < PAGE ? head.position() : page.get(PAGE - 1).position();
      Optional<List<LedgerErasure>> missing = missing(head, reached, to, page);
      missed.addAll(missing.orElse(List.of()));
      if (!missed.isEmpty() && !apply) {
        return missed;
      }
      for (LedgerErasure erasure : missing.orElse(List.of())) {
        store.apply(erasure);
      }
      // With something missing, or if another program compared meanwhile, the same is read again.
      reached = missing.equals(Optional.of(List.of())) ? to : start(head);
    } while (reached < head.position());
    return missed;
  }

  /** From the beginning if the ledger ends before what it was compared up to. */
  private long start(LedgerHead head) throws SQLException {
    long compared = store.compared(head.ledgerId()).map(Compared::position).orElse(0L);
    return compared > head.position() ? 0 : compared;
  }

  private Optional<List<LedgerErasure>> missing(
      LedgerHead head, long from, long to, List<LedgerErasure> page) throws SQLException {
    List<String> subjects = page.stream().map(LedgerErasure::subject).toList();
    return store
        .verify(new LedgerPart(head.ledgerId(), from, to, to == head.position(), subjects))
        .map(missing -> first(page, missing));
  }

  /** The first erasure of each subject. */
  private static List<LedgerErasure> first(List<LedgerErasure> page, List<String> subjects) {
    Set<String> left = new HashSet<>(subjects);
    return page.stream().filter(erasure -> left.remove(erasure.subject())).toList();
  }
}
