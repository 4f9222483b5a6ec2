package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each tampering with a model of a ledger is found once, and named. */
class JudgementTest {
  private static final int ROUNDS = 60;

  private final long seed = Long.getLong("seed", 14L);
  private final Random random = new Random(seed);

  private ModelLedger ledger() {
    return new ModelLedger(300 + random.nextInt(1_200), random);
  }

  private Finding onlyFinding(ModelLedger ledger, List<Anchor> anchors) {
    List<Finding> found = ledger.verify(anchors).list();
    assertThat(found).as("seed %s, %s positions", seed, ledger.size()).hasSize(1);
    return found.get(0);
  }

  private static boolean covers(Finding finding, long position) {
    return finding.first() <= position && position <= finding.last();
  }

  @Test
  void anUntouchedLedgerHasNoFindings() {
    for (int i = 0; i < ROUNDS; i++) {
      ModelLedger ledger = ledger();
      assertThat(ledger.verify(List.of()).list()).isEmpty();
      assertThat(ledger.verify(List.of(ledger.anchor(true))).list()).isEmpty();
    }
  }

  @Test
  void aChangedRowIsNamedExactlyInAFullTileAndWithinASubtreeAfterIt() {
    for (int i = 0; i < ROUNDS; i++) {
      ModelLedger ledger = ledger();
      List<Anchor> anchors = random.nextBoolean() ? List.of(ledger.anchor(true)) : List.of();
      int position = 1 + random.nextInt(ledger.size());
      ledger.changeRow(position);
      Finding found = onlyFinding(ledger, anchors);
      assertThat(covers(found, position)).isTrue();
      if (position <= ledger.size() / 256 * 256) {
        assertThat(found.kind()).isEqualTo(FindingKind.ROW_CHANGED);
        assertThat(found.first()).isEqualTo(found.last());
      } else {
        assertThat(found.kind())
            .isEqualTo(anchors.isEmpty() ? FindingKind.HEAD : FindingKind.ROW_CHANGED);
      }
    }
  }

  @Test
  void aChangedTileIsNamedWithItsFirstPosition() {
    for (int i = 0; i < ROUNDS; i++) {
      ModelLedger ledger = ledger();
      int position = 1 + random.nextInt(ledger.size() / 256 * 256);
      ledger.changeTile(0, position - 1);
      Finding found = onlyFinding(ledger, List.of());
      assertThat(found.kind()).isEqualTo(FindingKind.TILE);
      assertThat(found.first()).isEqualTo(position);
    }
  }

  @Test
  void aChangedFrontierIsAFindingOfTheHead() {
    for (int i = 0; i < ROUNDS; i++) {
      ModelLedger ledger = ledger();
      List<Anchor> anchors = random.nextBoolean() ? List.of(ledger.anchor(true)) : List.of();
      ledger.changeFrontier(random.nextInt(ledger.frontier.hashes().size()));
      assertThat(onlyFinding(ledger, anchors).kind()).isEqualTo(FindingKind.HEAD);
    }
  }

  @Test
  void aRewrittenHistoryIsFoundWithACheckpointAndNotWithoutOne() {
    for (int i = 0; i < ROUNDS; i++) {
      ModelLedger ledger = ledger();
      Anchor anchor = ledger.anchor(true);
      int position = 1 + random.nextInt(ledger.size());
      ledger.changeRow(position);
      ledger.rebuild();
      assertThat(ledger.verify(List.of()).list()).isEmpty();
      Finding found = onlyFinding(ledger, List.of(anchor));
      assertThat(found.kind()).isEqualTo(FindingKind.HISTORY_REWRITTEN);
      assertThat(covers(found, position)).isTrue();
    }
  }

  @Test
  void aChangedCheckpointIsNamedIfALaterOneFits() {
    ModelLedger ledger = ledger();
    Anchor wrong = new Anchor("stored", "log", ledger.size() - 3, ledger.hash(), false);
    Finding found = onlyFinding(ledger, List.of(wrong, ledger.anchor(false)));
    assertThat(found.kind()).isEqualTo(FindingKind.CHECKPOINT);
  }

  @Test
  void aMissingAndAnInsertedRowAreNamed() {
    for (int i = 0; i < ROUNDS; i++) {
      ModelLedger ledger = ledger();
      int position = 1 + random.nextInt(ledger.size());
      CheckedRow row = ledger.rows.get(position - 1);
      CheckedRow other =
          new CheckedRow(
              position,
              new EventId(8, 8),
              9,
              row.recordedAt(),
              new byte[33],
              ledger.hash(),
              null,
              false);
      ledger.rows.add(position - random.nextInt(2), other);
      assertThat(onlyFinding(ledger, List.of()))
          .isEqualTo(
              Finding.at(
                  FindingKind.ROW_INSERTED,
                  position,
                  other.eventId(),
                  "another row has the same position"));
      ledger.rows.remove(other);
      ledger.rows.remove(row);
      Finding missing = onlyFinding(ledger, List.of());
      assertThat(missing.kind()).isEqualTo(FindingKind.ROW_MISSING);
      assertThat(missing.first()).isEqualTo(position);
    }
  }

  @Test
  void aChangedOrMissingIdentityIsNamedWhileItsRowIsRight() {
    for (int i = 0; i < ROUNDS; i++) {
      ModelLedger ledger = ledger();
      int position = 1 + random.nextInt(ledger.size());
      if (random.nextBoolean()) {
        ledger.identities.set(
            position - 1, new IdentityRow(position, new EventId(8, 8), 9, new byte[33]));
      } else {
        ledger.identities.remove(position - 1);
      }
      Finding found = onlyFinding(ledger, List.of());
      assertThat(found.kind()).isEqualTo(FindingKind.IDENTITY);
      assertThat(found.first()).isEqualTo(position);
    }
  }

  @Test
  void aTileOfAHigherLevelIsComparedToo() {
    ModelLedger ledger = new ModelLedger(66_000, random);
    assertThat(ledger.verify(List.of()).list()).isEmpty();
    ledger.changeTile(1, 77);
    Finding upper = onlyFinding(ledger, List.of());
    assertThat(upper.kind()).isEqualTo(FindingKind.TILE);
    assertThat(upper.first()).isEqualTo(77 * 256 + 1);
    ledger.rebuild();
    ledger.changeRow(30_000);
    Finding row = onlyFinding(ledger, List.of());
    assertThat(row.kind()).isEqualTo(FindingKind.ROW_CHANGED);
    assertThat(row.first()).isEqualTo(30_000);
    ledger.rebuild();
    ledger.changeTile(0, 65_535);
    assertThat(onlyFinding(ledger, List.of()).kind()).isEqualTo(FindingKind.TILE);
  }
}
