package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Of two tamperings with a model of a ledger, neither hides the other, and none is invented. */
class CombinedJudgementTest {
  private static final int ROUNDS = 120;

  private final long seed = Long.getLong("seed", 14L);
  private final Random random = new Random(seed);
  private ModelLedger ledger = new ModelLedger(300, random);

  private void renew() {
    ledger = new ModelLedger(300 + random.nextInt(1_200), random);
  }

  /** Any position. */
  private int position() {
    return 1 + random.nextInt(ledger.size());
  }

  private int inTiles() {
    return ledger.size() / 256 * 256;
  }

  /** Any position after the last full tile. */
  private int afterTiles() {
    return inTiles() + 1 + random.nextInt(ledger.size() - inTiles());
  }

  private void rewrite(int position) {
    ledger.changeRow(position);
    ledger.rebuild();
  }

  private List<Finding> found(Anchor... anchors) {
    return ledger.verify(List.of(anchors)).list().stream()
        .sorted(Comparator.comparing(Finding::kind))
        .toList();
  }

  private void assertKinds(List<Finding> found, FindingKind... kinds) {
    assertThat(found)
        .as("seed %s, %s positions", seed, ledger.size())
        .extracting(Finding::kind)
        .containsExactly(kinds);
  }

  private static void assertCovers(Finding finding, long position) {
    assertThat(finding.first()).isLessThanOrEqualTo(position);
    assertThat(finding.last()).isGreaterThanOrEqualTo(position);
  }

  private void assertBothNamed(List<Finding> found, int changed, int rewritten) {
    assertKinds(found, FindingKind.ROW_CHANGED, FindingKind.HISTORY_REWRITTEN);
    assertThat(found.get(0).first()).isEqualTo(found.get(0).last()).isEqualTo(changed);
    assertCovers(found.get(1), rewritten);
  }

  @Test
  void aChangedPayloadDoesNotHideARewrittenHistory() {
    for (int i = 0; i < ROUNDS; i++) {
      renew();
      int rewritten = position();
      Anchor anchor = ledger.anchor(rewritten + random.nextInt(ledger.size() - rewritten + 1));
      rewrite(rewritten);
      int changed = position();
      ledger.changeContent(changed);
      assertBothNamed(found(anchor), changed, rewritten);
    }
  }

  @Test
  void aRowThatDiffersFromItsTileDoesNotHideARewrittenHistory() {
    for (int i = 0; i < ROUNDS; i++) {
      renew();
      Anchor anchor = ledger.anchor(ledger.size());
      int rewritten = position();
      rewrite(rewritten);
      int changed = 1 + random.nextInt(inTiles());
      if (random.nextBoolean()) {
        ledger.changeRow(changed);
      } else {
        ledger.changeContentHash(changed);
      }
      assertBothNamed(found(anchor), changed, rewritten);
    }
  }

  @Test
  void aMissingRowInATileDoesNotHideARewrittenHistory() {
    for (int i = 0; i < ROUNDS; i++) {
      renew();
      Anchor anchor = ledger.anchor(ledger.size());
      rewrite(position());
      ledger.rows.remove(random.nextInt(inTiles()));
      assertKinds(found(anchor), FindingKind.ROW_MISSING, FindingKind.HISTORY_REWRITTEN);
    }
  }

  @Test
  void aRowAfterTheLastTileThatDiffersFromTheFrontierDoesNotHideARewrittenHistory() {
    for (int i = 0; i < ROUNDS; i++) {
      renew();
      if (ledger.size() == inTiles()) {
        continue;
      }
      Anchor anchor = ledger.anchor(ledger.size());
      int rewritten = 1 + random.nextInt(inTiles());
      rewrite(rewritten);
      int changed = afterTiles();
      if (random.nextBoolean()) {
        ledger.changeRow(changed);
      } else {
        ledger.changeContentHash(changed);
      }
      List<Finding> found = found(anchor);
      assertKinds(found, FindingKind.ROW_CHANGED, FindingKind.HISTORY_REWRITTEN);
      assertCovers(found.get(0), changed);
      assertCovers(found.get(1), rewritten);
    }
  }

  @Test
  void aChangedPayloadDoesNotHideAChangedFrontier() {
    for (int i = 0; i < ROUNDS; i++) {
      renew();
      List<Anchor> anchors = new ArrayList<>();
      if (random.nextBoolean()) {
        anchors.add(ledger.anchor(ledger.size()));
      }
      int changed = position();
      ledger.changeContent(changed);
      ledger.changeFrontier(random.nextInt(ledger.frontier.hashes().size()));
      List<Finding> found = found(anchors.toArray(Anchor[]::new));
      assertKinds(found, FindingKind.ROW_CHANGED, FindingKind.HEAD);
      assertThat(found.get(0).first()).isEqualTo(changed);
    }
  }

  @Test
  void aRowThatDiffersFromItsTileDoesNotHideAChangedFrontier() {
    for (int i = 0; i < ROUNDS; i++) {
      renew();
      Anchor anchor = ledger.anchor(ledger.size());
      int changed = 1 + random.nextInt(inTiles());
      ledger.changeRow(changed);
      ledger.changeFrontier(0);
      List<Finding> found = found(anchor);
      assertKinds(found, FindingKind.ROW_CHANGED, FindingKind.HEAD);
      assertThat(found.get(0).first()).isEqualTo(found.get(0).last()).isEqualTo(changed);
    }
  }

  @Test
  void aChangedRowAloneIsNoRewrittenHistoryWhateverTheSizesOfTheCheckpoints() {
    for (int i = 0; i < ROUNDS; i++) {
      renew();
      Anchor[] anchors = {ledger.anchor(position()), ledger.anchor(position())};
      int changed = position();
      switch (random.nextInt(3)) {
        case 0 -> ledger.changeContent(changed);
        case 1 -> ledger.changeContentHash(changed);
        default -> ledger.rows.remove(changed - 1);
      }
      List<Finding> found = found(anchors);
      assertThat(found).as("seed %s, position %s", seed, changed).hasSize(1);
      assertThat(found.get(0).kind()).isIn(FindingKind.ROW_CHANGED, FindingKind.ROW_MISSING);
      assertThat(found.get(0).first()).isEqualTo(changed);
    }
  }

  @Test
  void aRowThatItsContentHashDoesNotShowIsNoRewrittenHistoryEither() {
    for (int i = 0; i < ROUNDS; i++) {
      renew();
      Anchor[] anchors = {ledger.anchor(position()), ledger.anchor(position())};
      int changed = position();
      ledger.changeRow(changed);
      List<Finding> found = found(anchors);
      assertThat(found).as("seed %s, position %s", seed, changed).hasSize(1);
      assertThat(found.get(0).kind()).isIn(FindingKind.ROW_CHANGED, FindingKind.HEAD);
      assertCovers(found.get(0), changed);
    }
  }

  @Test
  void aHistoryThatWasRewrittenAfterACheckpointIsNamedFromThereOn() {
    for (int i = 0; i < ROUNDS; i++) {
      renew();
      int changed = 1 + random.nextInt(200);
      int rewritten = 257 + random.nextInt(ledger.size() - 256);
      Anchor[] anchors = {ledger.anchor(256), ledger.anchor(ledger.size())};
      rewrite(rewritten);
      ledger.changeRow(changed);
      List<Finding> found = found(anchors);
      assertKinds(found, FindingKind.ROW_CHANGED, FindingKind.HISTORY_REWRITTEN);
      assertThat(found.get(0).first()).isEqualTo(changed);
      assertThat(found.get(1).first()).isEqualTo(257);
    }
  }
}
