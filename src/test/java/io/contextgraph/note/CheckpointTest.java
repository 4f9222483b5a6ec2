package io.contextgraph.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  private static final String TEXT = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";
  private static final Instant TIME = Instant.ofEpochSecond(1679315147);

  private final SigningKey witness =
      SigningKey.generate("w.example", VerifierKey.COSIGNATURE, new SecureRandom());
  private final SigningKey log =
      SigningKey.generate("l.example", VerifierKey.ED25519, new SecureRandom());

  @Test
  void theExampleOfTheSpecificationIsACheckpoint() {
    SignedNote note = SpecifiedNotes.note(SpecifiedNotes.COSIGNED);
    assertThat(note.text()).isEqualTo(TEXT);
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(checkpoint.size()).isEqualTo(20852163);
    assertThat(checkpoint.root()).hasToString(ROOT);
    assertThat(checkpoint.text()).isEqualTo(TEXT);
  }

  @Test
  void theCosignatureOfTheSpecificationCarriesItsTime() {
    NoteSignature signature = SpecifiedNotes.note(SpecifiedNotes.COSIGNED).signatures().get(1);
    assertThat(signature.signature()).hasSize(72).startsWith(0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb);
  }

  @Test
  void aCheckpointKeepsItsExtensionLines() {
    Checkpoint checkpoint = Checkpoint.parse(TEXT + "one more\n");
    assertThat(checkpoint.extensions()).containsExactly("one more");
    assertThat(checkpoint.text()).isEqualTo(TEXT + "one more\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "o\n1\n",
        "o\n1\n" + ROOT,
        "\n1\n" + ROOT + "\n",
        "o\to\n1\n" + ROOT + "\n",
        "o\u007fo\n1\n" + ROOT + "\n",
        "o\u009bo\n1\n" + ROOT + "\n",
        "o\n01\n" + ROOT + "\n",
        "o\n+1\n" + ROOT + "\n",
        "o\n-1\n" + ROOT + "\n",
        "o\n1 \n" + ROOT + "\n",
        "o\n\n" + ROOT + "\n",
        "o\n9223372036854775808\n" + ROOT + "\n",
        "o\n\u0661\n" + ROOT + "\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "o\n1\nCsUY\n",
        "o\n1\n" + ROOT + "\n\n",
        "o\n1\n" + ROOT + "\nx\n\n",
      })
  void whatIsNotACheckpointIsMalformed(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedNoteException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"o o", "o+o", " o", "the log of Zürich", "\ud83c\udf33"})
  void anOriginNeedNotHaveTheFormOfAKeysName(String origin) {
    Checkpoint checkpoint = Checkpoint.parse(origin + "\n1\n" + ROOT + "\n");
    assertThat(checkpoint.origin()).isEqualTo(origin);
    assertThat(checkpoint.text()).isEqualTo(origin + "\n1\n" + ROOT + "\n");
  }

  @Test
  void theLargestSizeIsParsed() {
    assertThat(Checkpoint.parse("o\n9223372036854775807\n" + ROOT + "\n").size())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aCosignatureVerifiesWithItsTimeInSeconds() {
    SignedNote cosigned =
        new SignedNote(TEXT, List.of())
            .signedBy(log)
            .with(Cosignature.sign(witness, TEXT, TIME.plusMillis(999)));
    SignedNote read = SignedNote.parse(cosigned.toBytes());
    assertThat(Cosignature.verify(witness.verifierKey(), read)).contains(TIME);
    assertThat(read.signedBy(log.verifierKey())).isTrue();
  }

  @Test
  void aCosignatureOfAnotherTextTimeOrWitnessDoesNotVerify() {
    NoteSignature signature = Cosignature.sign(witness, TEXT, TIME);
    byte[] later = signature.signature();
    later[7]++;
    NoteSignature changed = new NoteSignature(signature.name(), signature.keyId(), later);
    SigningKey other =
        SigningKey.generate("w.example", VerifierKey.COSIGNATURE, new SecureRandom());
    assertThat(verify(witness, TEXT + "x\n", signature)).isFalse();
    assertThat(verify(witness, TEXT, changed)).isFalse();
    assertThat(verify(other, TEXT, signature)).isFalse();
    assertThat(verify(witness, TEXT, signature)).isTrue();
  }

  private static boolean verify(SigningKey key, String text, NoteSignature signature) {
    SignedNote note = new SignedNote(text, List.of(signature));
    return Cosignature.verify(key.verifierKey(), note).isPresent();
  }

  @Test
  void noMutatedByteOfACosignatureVerifies() {
    NoteSignature signature = Cosignature.sign(witness, TEXT, TIME);
    for (int i = 0; i < signature.signature().length; i++) {
      byte[] mutated = signature.signature();
      mutated[i] ^= (byte) 0x80;
      NoteSignature changed = new NoteSignature(signature.name(), signature.keyId(), mutated);
      assertThat(verify(witness, TEXT, changed)).as("byte %d", i).isFalse();
    }
  }

  @Test
  void aKeyOfTheOtherTypeIsRefused() {
    SignedNote note = new SignedNote(TEXT, List.of());
    assertThatThrownBy(() -> note.signedBy(witness)).hasMessageContaining("for cosignatures");
    assertThatThrownBy(() -> note.signedBy(witness.verifierKey()))
        .hasMessageContaining("for cosignatures");
    assertThatThrownBy(() -> Cosignature.sign(log, TEXT, TIME))
        .hasMessageContaining("not for cosignatures");
    assertThatThrownBy(() -> Cosignature.verify(log.verifierKey(), note))
        .hasMessageContaining("not for cosignatures");
  }
}
