package io.contextgraph.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TlogProofTest {
  private static final Hash HASH = new Sha256().empty();
  private static final SigningKey KEY = SigningKey.parse(SpecifiedNotes.PETER_SKEY);

  private static final SignedNote CHECKPOINT =
      new SignedNote(new Checkpoint("log.example/a", 3, HASH).text(), List.of()).signedBy(KEY);

  private static final String CHECKPOINT_TEXT =
      new String(CHECKPOINT.toBytes(), StandardCharsets.UTF_8);

  private static TlogProof proof(Optional<byte[]> extra) {
    return new TlogProof(extra, 2, List.of(HASH, HASH), CHECKPOINT);
  }

  @Test
  void aProofHasTheFormOfTheSpecification() {
    byte[] bytes = proof(Optional.of(new byte[] {1, 2, 3})).toBytes();
    assertThat(bytes)
        .isEqualTo(
            SpecifiedNotes.bytes(
                "c2sp.org/tlog-proof@v1\nextra AQID\nindex 2\n"
                    + HASH
                    + "\n"
                    + HASH
                    + "\n\n"
                    + CHECKPOINT_TEXT));
    TlogProof read = TlogProof.parse(bytes);
    assertThat(read.extra().orElseThrow()).containsExactly(1, 2, 3);
    assertThat(read.index()).isEqualTo(2);
    assertThat(read.path()).containsExactly(HASH, HASH);
    assertThat(read.checkpoint()).isEqualTo(CHECKPOINT);
  }

  @Test
  void aProofNeedsNoExtraDataAndNoPath() {
    SignedNote one =
        new SignedNote(new Checkpoint("log.example/a", 1, HASH).text(), List.of()).signedBy(KEY);
    TlogProof read = TlogProof.parse(new TlogProof(Optional.empty(), 0, List.of(), one).toBytes());
    assertThat(read.extra()).isEmpty();
    assertThat(read.path()).isEmpty();
  }

  @Test
  void whatIsNotAProofIsMalformed() {
    String head = "c2sp.org/tlog-proof@v1\n";
    for (String text :
        List.of(
            "",
            head,
            head + "index 0\n",
            head + "index 0\n\n",
            head + "\n" + CHECKPOINT_TEXT,
            head + "index 3\n\n" + CHECKPOINT_TEXT,
            head + "index 00\n\n" + CHECKPOINT_TEXT,
            head + "index -1\n\n" + CHECKPOINT_TEXT,
            head + "extra *\nindex 0\n\n" + CHECKPOINT_TEXT,
            head + "index 0\nextra AQID\n\n" + CHECKPOINT_TEXT,
            head + "index 0\nAAAA\n\n" + CHECKPOINT_TEXT,
            head + "index 0\n" + (HASH + "\n").repeat(64) + "\n" + CHECKPOINT_TEXT,
            head.replace("v1", "v2") + "index 0\n\n" + CHECKPOINT_TEXT,
            head + "index 0\n\n" + CHECKPOINT_TEXT + "x")) {
      assertThatThrownBy(() -> TlogProof.parse(SpecifiedNotes.bytes(text)))
          .as(text)
          .isInstanceOf(MalformedNoteException.class);
    }
  }

  @Test
  void aMutatedProofIsMalformedOrIsWrittenAsItWasRead() {
    Random random = new Random(14);
    byte[] bytes = proof(Optional.of(new byte[] {1, 2, 3, 4})).toBytes();
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = bytes.clone();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(128);
      try {
        assertThat(TlogProof.parse(mutated).toBytes()).isEqualTo(mutated);
      } catch (MalformedNoteException expected) {
        assertThat(expected).hasMessageContaining(" ");
      }
    }
  }

  @Test
  void theHeadOfAProofAndItsCheckpointAreTheProof() {
    TlogProof proof = proof(Optional.of(new byte[] {1, 2}));
    TlogProof joined = TlogProof.parse(proof.head(), proof.checkpoint());
    assertThat(joined.toBytes()).isEqualTo(proof.toBytes());
    assertThat(new String(proof.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            new String(proof.head(), StandardCharsets.UTF_8)
                + "\n"
                + new String(proof.checkpoint().toBytes(), StandardCharsets.UTF_8));
    byte[] withEmptyLine =
        (new String(proof.head(), StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> TlogProof.parse(withEmptyLine, proof.checkpoint()))
        .isInstanceOf(MalformedNoteException.class);
  }
}
