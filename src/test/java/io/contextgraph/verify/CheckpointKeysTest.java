package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.NoteSignature;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.tree.Sha256;
import io.contextgraph.verify.CheckpointKeys.Signature;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointKeysTest {
  private static final String TEXT = new Checkpoint("log", 0, new Sha256().empty()).text();

  private final SigningKey old = key();
  private final SigningKey current = key();
  private final CheckpointKeys both =
      new CheckpointKeys(List.of(current.verifierKey(), old.verifierKey()));
  private final SignedNote signed = new SignedNote(TEXT, List.of()).signedBy(current);
  private final SignedNote spoilt =
      signed.with(new NoteSignature("log", old.verifierKey().keyId(), new byte[64]));

  private static SigningKey key() {
    return SigningKey.generate("log", VerifierKey.ED25519, new SecureRandom());
  }

  @Test
  void oneOfTheGivenKeysSuffices() {
    assertThat(both.check(signed)).isEqualTo(Signature.VALID);
    assertThat(both.check(signed.signedBy(old))).isEqualTo(Signature.VALID);
    assertThat(both.check(new SignedNote(TEXT, List.of()).signedBy(key())))
        .isEqualTo(Signature.UNKNOWN);
  }

  @Test
  void oneInvalidSignatureOfAGivenKeySpoilsAValidOneOfAnother() {
    assertThat(both.check(spoilt)).isEqualTo(Signature.INVALID);
    assertThat(new CheckpointKeys(List.of(current.verifierKey())).check(spoilt))
        .as("the other key is not given")
        .isEqualTo(Signature.VALID);
    assertThatThrownBy(() -> both.given("FILE", spoilt.toBytes()))
        .hasMessage("the signature of a given key is not valid");
  }

  @Test
  void aGivenCheckpointThatNoGivenKeySignedIsRefused() {
    SignedNote unknown = new SignedNote(TEXT, List.of()).signedBy(key());
    assertThatThrownBy(() -> both.given("FILE", unknown.toBytes()))
        .hasMessage("none of the given keys has signed it");
    assertThat(new CheckpointKeys(List.of()).given("FILE", unknown.toBytes()).trusted()).isTrue();
  }
}
