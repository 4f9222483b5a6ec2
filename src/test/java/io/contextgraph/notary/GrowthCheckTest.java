package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.Trust;
import io.contextgraph.note.TrustedLog;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.note.WitnessRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GrowthCheckTest {
  private final SignedNote older = MemoryLedger.of(100, 1).checkpoint();
  private final MemoryLedger ledger = MemoryLedger.of(300, 1);
  private final SignedNote newer = ledger.checkpoint();

  private static String check(SignedNote older, SignedNote newer, WitnessRequest proof) {
    return check(Optional.empty(), older, newer, proof);
  }

  private static String check(
      Optional<CheckpointCheck> signatures,
      SignedNote older,
      SignedNote newer,
      WitnessRequest proof) {
    return String.join(
        "\n",
        new GrowthCheck(signatures)
            .check(older, newer, proof.proof()).stream().map(Finding::toString).toList());
  }

  private WitnessRequest proof() {
    return new WitnessRequest(100, ledger.growth(100), newer);
  }

  @Test
  void aLedgerThatOnlyGrewIsProvenToContinue() {
    assertThat(check(trusted(), older, newer, proof()))
        .startsWith(
            "proven:     the ledger with positions 1 to 300 continues that with positions 1 to 100:"
                + " nothing in it was changed or removed\n")
        .contains("\nproven:     PeterNeumann signed the ledger with positions 1 to 300");
  }

  /** Anyone can write two checkpoints, the later of which continues the other. */
  @Test
  void whatNoTrustedKeySignedIsNotProvenToContinue() {
    String unproven =
        "not proven: the ledger with positions 1 to 300 continues that with positions 1 to 100:"
            + " nothing in it was changed or removed (it would be, if both checkpoints were"
            + " genuine)\n";
    assertThat(check(older, newer, proof()))
        .startsWith(unproven)
        .contains("\nnot proven: who signed the checkpoints")
        .doesNotContain("\nproven:");
    assertThat(check(trusted(), made(older), newer, proof())).startsWith(unproven);
    assertThat(check(trusted(), older, made(newer), proof())).startsWith(unproven);
  }

  /** With the text of a checkpoint, and the signature of a key that is not trusted. */
  private static SignedNote made(SignedNote checkpoint) {
    SigningKey key =
        SigningKey.generate(MemoryLedger.ORIGIN, VerifierKey.ED25519, new SecureRandom());
    return new SignedNote(checkpoint.text(), List.of()).signedBy(key);
  }

  @Test
  void aLedgerWithAnotherHistoryIsNot() {
    SignedNote other = MemoryLedger.of(100, 2).checkpoint();
    assertThat(check(other, newer, proof())).contains("wrong:      the proof does not show");
  }

  private String differing(SignedNote other, Optional<CheckpointCheck> signatures) {
    List<Finding> findings = new GrowthCheck(signatures).check(other, newer, List.of());
    assertThat(Finding.hold(findings)).isFalse();
    return findings.get(0).toString();
  }

  private static Optional<CheckpointCheck> trusted() {
    TrustedLog log = new TrustedLog(MemoryLedger.KEY.verifierKey(), OptionalLong.empty());
    return Optional.of(
        new CheckpointCheck(new Trust(MemoryLedger.ORIGIN, List.of(log), List.of(), 0)));
  }

  @Test
  void twoRootsOfOneSizeThatATrustedKeySignedAreAFork() {
    SignedNote other = MemoryLedger.of(300, 2).checkpoint();
    assertThat(differing(other, trusted()))
        .startsWith("wrong:      the checkpoints have the same size 300")
        .contains("was forked");
  }

  @Test
  void twoRootsOfOneSizeThatAnyoneMaySignAreNoFork() {
    String unknown =
        "wrong:      the two checkpoints have different roots; it is not proven who signed them";
    SignedNote signed = MemoryLedger.of(300, 2).checkpoint();
    assertThat(differing(made(signed), trusted())).isEqualTo(unknown);
    assertThat(differing(signed, Optional.empty())).isEqualTo(unknown);
  }

  @Test
  void theCheckpointsOfTwoLedgersAreNotCompared() {
    Checkpoint checkpoint = Checkpoint.parse(older.text());
    SignedNote other =
        MemoryLedger.signed(new Checkpoint("another", checkpoint.size(), checkpoint.root()));
    assertThat(check(other, newer, proof())).contains("those of two ledgers");
  }

  @Test
  void theFileOfAProofIsTheRequestToAWitness() {
    String text = new String(proof().toBytes(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("old 100\n").contains("\n\nPeterNeumann\n300\n");
    assertThat(WitnessRequest.parse(proof().toBytes())).isEqualTo(proof());
  }
}
