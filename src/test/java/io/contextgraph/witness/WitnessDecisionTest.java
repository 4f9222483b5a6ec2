package io.contextgraph.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.NoteSignature;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import io.contextgraph.witness.Verdict.Conflict;
import io.contextgraph.witness.Verdict.Cosign;
import io.contextgraph.witness.Verdict.Fork;
import io.contextgraph.witness.Verdict.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class WitnessDecisionTest {
  private final TestLog log = TestLog.of("log.example/a", 20);
  private final WitnessDecision decision = new WitnessDecision(List.of(log.key().verifierKey()));

  private static int status(Verdict verdict) {
    return ((Refusal) verdict).status();
  }

  private static Verdict on(WitnessDecision decision, SignedNote checkpoint) {
    return decision.on(new WitnessRequest(0, List.of(), checkpoint), Known.nothing());
  }

  @Test
  void theFirstCheckpointOfALogIsCosignedWithoutAProof() {
    assertThat(decision.on(log.request(0, 7), Known.nothing())).isEqualTo(new Cosign());
    assertThat(decision.on(log.request(0, 0), Known.nothing())).isEqualTo(new Cosign());
  }

  @Test
  void aCheckpointThatExtendsTheLastIsCosigned() {
    assertThat(decision.on(log.request(7, 13), log.known(7))).isEqualTo(new Cosign());
    assertThat(decision.on(log.request(0, 13), log.known(0))).isEqualTo(new Cosign());
  }

  @Test
  void theLastCheckpointIsCosignedAgain() {
    assertThat(decision.on(log.request(7, 7), log.known(7))).isEqualTo(new Cosign());
  }

  @Test
  void anotherOldSizeIsAnsweredWithTheKnownOne() {
    assertThat(decision.on(log.request(6, 13), log.known(7))).isEqualTo(new Conflict(7));
    assertThat(decision.on(log.request(0, 13), log.known(7))).isEqualTo(new Conflict(7));
    assertThat(decision.on(log.request(7, 13), Known.nothing())).isEqualTo(new Conflict(0));
    assertThat(decision.on(log.request(3, 5), log.known(7))).isEqualTo(new Conflict(7));
  }

  @Test
  void anOldSizeAboveTheCheckpointIsMalformed() {
    WitnessRequest request = new WitnessRequest(8, List.of(), log.checkpoint(7));
    assertThat(status(decision.on(request, log.known(8)))).isEqualTo(400);
  }

  @Test
  void aFailedProofIsRefusedAndIsNoFork() {
    TestLog other = log.forkedAt(3);
    assertThat(status(decision.on(other.request(7, 13), log.known(7)))).isEqualTo(422);
    WitnessRequest none = new WitnessRequest(7, List.of(), log.checkpoint(13));
    assertThat(status(decision.on(none, log.known(7)))).isEqualTo(422);
    WitnessRequest tooMuch =
        new WitnessRequest(0, List.of(new Sha256().empty()), log.checkpoint(13));
    assertThat(status(decision.on(tooMuch, Known.nothing()))).isEqualTo(422);
  }

  @Test
  void twoSignedCheckpointsOfOneSizeWithOtherRootsAreAForkWhateverTheOldSize() {
    TestLog other = log.forkedAt(3);
    Verdict same = decision.on(other.request(7, 7), log.known(7));
    assertThat(same).isInstanceOf(Fork.class);
    assertThat(((Fork) same).answer().status()).isEqualTo(422);
    Verdict stale = decision.on(other.request(2, 7), log.known(7));
    assertThat(stale).isEqualTo(new Fork(new Conflict(7)));
  }

  @Test
  void afterAForkNothingIsCosigned() {
    Known forked = new Known(7, log.head(7).root(), true);
    assertThat(status(decision.on(log.request(7, 7), forked))).isEqualTo(422);
    assertThat(status(decision.on(log.request(7, 13), forked))).isEqualTo(422);
    assertThat(decision.on(log.request(6, 13), forked)).isEqualTo(new Conflict(7));
  }

  @Test
  void aForkThatTheLogDidNotSignIsNone() {
    Checkpoint other = log.forkedAt(3).head(7);
    SigningKey stranger = TestLog.newKey(log.origin());
    WitnessRequest request = new WitnessRequest(7, List.of(), TestLog.signed(other, stranger));
    assertThat(status(decision.on(request, log.known(7)))).isEqualTo(403);
  }

  @Test
  void aTreeWithoutLeavesHasOneRoot() {
    Hash wrong = log.head(1).root();
    SignedNote empty = TestLog.signed(new Checkpoint(log.origin(), 0, wrong), log.key());
    assertThat(status(on(decision, empty))).isEqualTo(422);
    WitnessRequest request = new WitnessRequest(0, List.of(), empty);
    assertThat(decision.on(request, log.known(7))).isEqualTo(new Conflict(7));
  }

  @Test
  void oneOfTwoTrustedKeysIsEnoughAndABadSignatureOfEitherIsTooMuch() {
    SigningKey second = TestLog.newKey(log.origin());
    WitnessDecision both =
        new WitnessDecision(List.of(log.key().verifierKey(), second.verifierKey()));
    SignedNote byFirst = log.checkpoint(7);
    assertThat(on(both, byFirst)).isEqualTo(new Cosign());
    assertThat(on(both, TestLog.signed(log.head(7), second))).isEqualTo(new Cosign());
    assertThat(on(both, byFirst.signedBy(second))).isEqualTo(new Cosign());
    SignedNote spoiled =
        byFirst.with(new NoteSignature(log.origin(), second.verifierKey().keyId(), new byte[64]));
    assertThat(status(on(both, spoiled))).isEqualTo(403);
  }

  @Test
  void signaturesOfUnknownKeysAreIgnored() {
    SigningKey stranger = TestLog.newKey("stranger.example");
    assertThat(on(decision, log.checkpoint(7).signedBy(stranger))).isEqualTo(new Cosign());
    assertThat(status(on(decision, TestLog.signed(log.head(7), stranger)))).isEqualTo(403);
  }
}
