package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever a superuser changes in the rows, the tree or the head of a real ledger is found and
 * named.
 */
class TamperingIT {
  @RegisterExtension static final TamperingTrials TRIALS = new TamperingTrials();

  @Test
  void anUntouchedLedgerHasNoFindings() throws SQLException {
    Verification verification = TRIALS.ledger().verify(TRIALS.ledger().anchors());
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.anchored()).isEqualTo(TamperedLedger.SIZE);
    assertThat(TRIALS.ledger().verify(List.of()).anchored()).isZero();
  }

  @Test
  void anyBitOfAnyColumnIsFound() throws SQLException {
    BitTamperings bits = new BitTamperings(TRIALS.ledger());
    for (int found = 0; found < 340; ) {
      boolean withCheckpoint = TRIALS.random().nextBoolean();
      int table = TRIALS.random().nextInt(20);
      Tampering next =
          table < 12
              ? bits.ofEvent(withCheckpoint)
              : table < 16 ? bits.ofIdentity() : table < 18 ? bits.ofHead() : bits.ofTile();
      found += TRIALS.isFound(next, withCheckpoint) ? 1 : 0;
    }
  }

  @Test
  void anotherLedgerIdIsFoundWithACheckpoint() throws SQLException {
    BitTamperings bits = new BitTamperings(TRIALS.ledger());
    for (int i = 0; i < 5; i++) {
      assertThat(TRIALS.isFound(bits.ofLedgerId(), true)).isTrue();
    }
  }

  @Test
  void rowsThatWereDeletedInsertedSwappedOrRewrittenAreFound() throws SQLException {
    for (int n = 0; n < 8; n++) {
      for (Tampering tampering : oneOfEachKind()) {
        assertThat(TRIALS.isFound(tampering, TRIALS.random().nextBoolean())).isTrue();
      }
    }
  }

  private List<Tampering> oneOfEachKind() {
    int position = 1 + TRIALS.ledger().random(TamperedLedger.SIZE - 1);
    List<Tampering> all = new ArrayList<>(new RowTamperings(TRIALS.ledger()).at(position));
    all.addAll(new TreeTamperings(TRIALS.ledger()).at(position));
    return all;
  }

  @Test
  void whatNeedsACheckpointIsConsistentWithoutOne() throws SQLException {
    List<Tampering> consistent = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      oneOfEachKind().stream().filter(Tampering::needsCheckpoint).forEach(consistent::add);
    }
    assertThat(consistent).hasSize(9);
    for (Tampering tampering : consistent) {
      assertThat(TRIALS.ledger().verifyAfter(tampering, List.of()).findings())
          .as(tampering.name())
          .isEmpty();
    }
  }

  private static void changePayload(TamperedLedger it, int position) throws SQLException {
    it.execute(
        "UPDATE ledger.event SET payload = '{\"n\": \"x\"}' WHERE global_position = " + position);
  }

  private static List<FindingKind> kindsAfter(String name, TamperedLedger.Change change)
      throws SQLException {
    Tampering tampering = Tampering.at(name, 0, change, FindingKind.ROW_CHANGED);
    TRIALS.count(name);
    return TRIALS.ledger().verifyAfter(tampering, TRIALS.ledger().anchors()).findings().stream()
        .map(Finding::kind)
        .toList();
  }

  @Test
  void aChangedPayloadHidesNeitherARewrittenHistoryNorAChangedHead() throws SQLException {
    for (int n = 0; n < 10; n++) {
      int rewritten = TRIALS.ledger().position();
      int changed = TRIALS.ledger().position();
      assertThat(
              kindsAfter(
                  "a row rewritten with tree and head, the payload of another changed",
                  it -> {
                    it.execute(
                        "UPDATE ledger.event SET entry_id = entry_id || 'x' WHERE global_position = "
                            + rewritten);
                    it.rewriteTree(TamperedLedger.SIZE);
                    changePayload(it, changed);
                  }))
          .as("positions %s and %s, seed %s", rewritten, changed, TamperingTrials.SEED)
          .containsExactlyInAnyOrder(FindingKind.ROW_CHANGED, FindingKind.HISTORY_REWRITTEN);
      assertThat(
              kindsAfter(
                  "a payload and the frontier changed",
                  it -> {
                    it.execute(
                        "UPDATE ledger.head SET frontier = set_bit(frontier, 7, 1 - get_bit(frontier, 7))");
                    changePayload(it, changed);
                  }))
          .as("position %s, seed %s", changed, TamperingTrials.SEED)
          .containsExactlyInAnyOrder(FindingKind.ROW_CHANGED, FindingKind.HEAD);
    }
  }
}
