package io.contextgraph.note;

import static io.contextgraph.note.SpecifiedNotes.ENOCH_VKEY;
import static io.contextgraph.note.SpecifiedNotes.EXAMPLE_VKEY;
import static io.contextgraph.note.SpecifiedNotes.PETER_SKEY;
import static io.contextgraph.note.SpecifiedNotes.PETER_VKEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
  @Test
  void aVerifierKeyIsWrittenAsItWasRead() {
    for (String vkey : new String[] {EXAMPLE_VKEY, PETER_VKEY, ENOCH_VKEY}) {
      assertThat(VerifierKey.parse(vkey)).hasToString(vkey);
    }
  }

  @Test
  void aSigningKeyIsWrittenAsItWasReadAndHasItsVerifierKey() {
    SigningKey key = SigningKey.parse(PETER_SKEY);
    assertThat(key.format()).isEqualTo(PETER_SKEY);
    assertThat(key.verifierKey()).hasToString(PETER_VKEY);
  }

  @Test
  void noTextOfASigningKeyShowsIt() {
    assertThat(SigningKey.parse(PETER_SKEY)).hasToString("the signing key of " + PETER_VKEY);
    String broken = PETER_SKEY.replace("c74f20a3", "c74f20a4");
    assertThatThrownBy(() -> SigningKey.parse(broken))
        .hasMessage("the id of a signing key is not that of the key");
  }

  @Test
  void noPartOfAKeyIsAKey() {
    refusesEveryPart(VerifierKey::parse, PETER_VKEY);
    refusesEveryPart(SigningKey::parse, PETER_SKEY);
  }

  private static void refusesEveryPart(Function<String, Object> parse, String key) {
    for (int from = 0; from < key.length(); from++) {
      for (int to = from + 1; to <= key.length(); to++) {
        String part = key.substring(from, to);
        if (!part.equals(key)) {
          assertThatThrownBy(() -> parse.apply(part)).isInstanceOf(MalformedNoteException.class);
        }
      }
    }
  }

  @Test
  void noChangedCharacterOfAKeyIsAKey() {
    refusesEveryChange(VerifierKey::parse, PETER_VKEY);
    refusesEveryChange(SigningKey::parse, PETER_SKEY);
  }

  private static void refusesEveryChange(Function<String, Object> parse, String key) {
    for (int i = 0; i < key.length(); i++) {
      String changed = key.substring(0, i) + (char) (key.charAt(i) + 1) + key.substring(i + 1);
      assertThatThrownBy(() -> parse.apply(changed)).isInstanceOf(MalformedNoteException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      })
  void aKeyOfAWrongLengthTypeNameOrSpellingIsMalformed(String vkey) {
    assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void aGeneratedKeySignsWhatItsVerifierKeyVerifies() {
    SigningKey key = SigningKey.generate("EnochRoot", VerifierKey.ED25519, new SecureRandom());
    byte[] message = {'h', 'i'};
    byte[] signature = key.sign(message);
    assertThat(key.verifierKey().verifies(message, signature)).isTrue();
    assertThat(SigningKey.parse(key.format()).verifierKey()).isEqualTo(key.verifierKey());
    message[0]++;
    assertThat(key.verifierKey().verifies(message, signature)).isFalse();
    assertThat(key.verifierKey().verifies(message, new byte[3])).isFalse();
  }

  @Test
  void theSameKeyOfAnotherTypeHasAnotherId() {
    VerifierKey key = VerifierKey.parse(PETER_VKEY);
    VerifierKey other = new VerifierKey(key.name(), VerifierKey.COSIGNATURE, key.publicKey());
    assertThat(other.keyId()).isNotEqualTo(key.keyId());
    assertThat(other).isNotEqualTo(key);
  }
}
