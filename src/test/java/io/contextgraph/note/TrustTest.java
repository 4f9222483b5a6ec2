package io.contextgraph.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.tree.Sha256;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {
  private static final String ORIGIN = "context-graph/0197";
  private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000);

  private final SigningKey old = key(ORIGIN, VerifierKey.ED25519);
  private final SigningKey current = key(ORIGIN, VerifierKey.ED25519);
  private final SigningKey first = key("w1", VerifierKey.COSIGNATURE);
  private final SigningKey second = key("w2", VerifierKey.COSIGNATURE);

  private static SigningKey key(String name, byte type) {
    return SigningKey.generate(name, type, new SecureRandom());
  }

  private Trust trust() {
    return Trust.parse(
        SpecifiedNotes.bytes(
            """
            {"origin": "%s",
             "logs": [{"vkey": "%s", "last_size": 10}, {"vkey": "%s"}],
             "witnesses": ["%s", "%s"],
             "quorum": 2}
            """
                .formatted(
                    ORIGIN,
                    old.verifierKey(),
                    current.verifierKey(),
                    first.verifierKey(),
                    second.verifierKey())));
  }

  private static SignedNote checkpoint(String origin, long size, SigningKey key) {
    String text = new Checkpoint(origin, size, new Sha256().empty()).text();
    return new SignedNote(text, List.of()).signedBy(key);
  }

  private static SignedNote cosigned(SignedNote checkpoint, SigningKey witness) {
    return checkpoint.with(Cosignature.sign(witness, checkpoint.text(), TIME));
  }

  @Test
  void aRetiredKeyMaySignOnlyUpToItsLastSize() {
    assertThat(trust().isSigned(checkpoint(ORIGIN, 10, old))).isTrue();
    assertThat(trust().isSigned(checkpoint(ORIGIN, 11, old))).isFalse();
    assertThat(trust().isSigned(checkpoint(ORIGIN, 11, old).signedBy(current))).isTrue();
  }

  @Test
  void aKeySignsForNoOtherOriginAndAnUnknownKeyForNone() {
    assertThat(trust().isSigned(checkpoint("context-graph/0198", 1, current))).isFalse();
    SigningKey unknown = key(ORIGIN, VerifierKey.ED25519);
    assertThat(trust().isSigned(checkpoint(ORIGIN, 1, unknown))).isFalse();
  }

  @Test
  void aFailedSignatureOfAKnownKeyMakesTheCheckpointUntrusted() {
    SignedNote good = checkpoint(ORIGIN, 1, current);
    VerifierKey oldKey = old.verifierKey();
    SignedNote bad = good.with(new NoteSignature(ORIGIN, oldKey.keyId(), new byte[64]));
    assertThat(trust().isSigned(good)).isTrue();
    assertThat(trust().isSigned(bad)).isFalse();
  }

  @Test
  void theQuorumCountsWitnessesWhoseCosignatureVerifies() {
    SignedNote checkpoint = checkpoint(ORIGIN, 11, current);
    SignedNote one = cosigned(checkpoint, first);
    assertThat(trust().hasQuorum(checkpoint)).isFalse();
    assertThat(trust().hasQuorum(one)).isFalse();
    assertThat(trust().hasQuorum(cosigned(one, first))).isFalse();
    assertThat(trust().hasQuorum(cosigned(one, key("w2", VerifierKey.COSIGNATURE)))).isFalse();
    assertThat(trust().hasQuorum(cosigned(one, second))).isTrue();
    assertThat(trust().cosignatures(one)).containsOnlyKeys(first.verifierKey());
    assertThat(trust().cosignatures(one)).containsValue(TIME);
  }

  @Test
  void anOriginWithSpacesIsTrustedForTheKeysThatItNames() {
    Trust trust =
        Trust.parse(
            SpecifiedNotes.bytes(
                "{\"origin\":\"a log\",\"logs\":[{\"vkey\":\"%s\"}]}"
                    .formatted(current.verifierKey())));
    assertThat(trust.isSigned(checkpoint("a log", 1, current))).isTrue();
    assertThat(trust.isSigned(checkpoint("alog", 1, current))).isFalse();
  }

  @Test
  void withoutAQuorumNoneIsReached() {
    Trust trust =
        Trust.parse(
            SpecifiedNotes.bytes(
                "{\"origin\":\"%s\",\"logs\":[{\"vkey\":\"%s\"}]}"
                    .formatted(ORIGIN, current.verifierKey())));
    assertThat(trust.quorum()).isZero();
    assertThat(trust.hasQuorum(checkpoint(ORIGIN, 11, current))).isFalse();
  }

  @Test
  void oneWitnessUnderTwoNamesIsRefused() {
    VerifierKey witness = first.verifierKey();
    VerifierKey alias = new VerifierKey("alias", VerifierKey.COSIGNATURE, witness.publicKey());
    List<TrustedLog> logs = trust().logs();
    assertThatThrownBy(() -> new Trust(ORIGIN, logs, List.of(witness, alias), 2))
        .hasMessage("two witnesses have the same public key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"origin\":\"o\"}",
        "{\"origin\":\"o\",\"logs\":[]}",
        "{\"origin\":\"o\",\"logs\":{}}",
        "{\"origin\":\"o\",\"logs\":[1]}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":1}]}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\",\"lastSize\":1}]}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\",\"last_size\":\"1\"}]}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\",\"last_size\":-1}]}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\"}],\"quorum\":1}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\",\"last_size\":1},{\"vkey\":\"@\"}]}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\"}],\"quorum\":-1}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\"}],\"quorum\":\"0\"}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\"}],\"witnesses\":[\"@\"]}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\"}],\"Quorum\":1}",
        "{\"origin\":\"o\",\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\"}]}",
        "{\"origin\":\"o\",\"logs\":[{\"vkey\":\"@\"}]} x",
        "{\"origin\":\"o\\no\",\"logs\":[{\"vkey\":\"@\"}]}",
      })
  void whatIsNotATrustIsMalformed(String json) {
    byte[] bytes = SpecifiedNotes.bytes(json.replace("@", SpecifiedNotes.PETER_VKEY));
    assertThatThrownBy(() -> Trust.parse(bytes)).isInstanceOf(MalformedNoteException.class);
  }
}
