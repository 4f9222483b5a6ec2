package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.WitnessRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrowthCheckTest {
  private final SignedNote older = MemoryLedger.of(100, 1).checkpoint();
  private final MemoryLedger ledger = MemoryLedger.of(300, 1);
  private final SignedNote newer = ledger.checkpoint();

  private static String check(SignedNote older, SignedNote newer, WitnessRequest proof) {
    return String.join(
        "\n",
        new GrowthCheck(Optional.empty())
            .check(older, newer, proof.proof()).stream().map(Finding::toString).toList());
  }

  private WitnessRequest proof() {
    return new WitnessRequest(100, ledger.growth(100), newer);
  }

  @Test
  void aLedgerThatOnlyGrewIsProvenToContinue() {
    assertThat(check(older, newer, proof()))
        .contains(
            "proven:     the ledger with positions 1 to 300 continues that with positions 1 to 100")
        .contains("not proven: who signed the checkpoints");
  }

  @Test
  void aLedgerWithAnotherHistoryIsNot() {
    SignedNote other = MemoryLedger.of(100, 2).checkpoint();
    assertThat(check(other, newer, proof())).contains("wrong:      the proof does not show");
  }

  @Test
  void twoRootsOfOneSizeAreAFork() {
    SignedNote other = MemoryLedger.of(300, 2).checkpoint();
    assertThat(check(other, newer, new WitnessRequest(300, List.of(), newer)))
        .contains("wrong:      the checkpoints have the same size 300", "was forked");
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
