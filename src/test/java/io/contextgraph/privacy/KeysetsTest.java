package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.contextgraph.event.EventId;
import io.contextgraph.event.SealedValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysetsTest {
  private static final String SUBJECT = "m\u00fcller@example.org";
  private static final EventId EVENT = EventId.parse("01a19b7c-a680-71c3-ace8-a48712937ea3");
  private static final byte[] PLAIN =
      "{\"name\": \"Anna M\u00fcller\"}".getBytes(StandardCharsets.UTF_8);

  /** Made with Tink itself, by the text of the formats. */
  private static final String KEY_FILE =
      "context-graph/key-encryption-keys/v1\n"
          + "kek-630dcd29 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";

  private static final String WRAPPED =
      "128801382161ef45ee18406ff8a146da4fd7a3d0cc2a10c76d81cc51e2af714f134833a6c347"
          + "b5a8893cbeb8b573cd63642abaf89c038acde9d0ab047a59f4c524fd3fa38adf23309ae87a44"
          + "df3b50183e3c6d065eb2d0f09976b9d43e726b8e31df39af5fcb782eaa1e3899daca2e48a278"
          + "55bd6702d84e0ff3a9dab05f72e391923ec2fbf07b00286e73";

  private static final String SEALED =
      "01000000010161a7d00415fd833e848abbf803a77e8d1fd47a41646cd805b90c3e5ad88e33d5"
          + "6c797839f277371c8ceb8752038a0195a89d3d8663af16a4";

  private final KeyEncryptionKey kek = KeyEncryptionKeys.parse(KEY_FILE).active();
  private final WrappedKeyset golden =
      new WrappedKeyset(1, HexFormat.of().parseHex(WRAPPED), kek.id());

  private static SealedValue sealed() {
    return SealedValue.parse(HexFormat.of().parseHex(SEALED));
  }

  @Test
  void version1OfTheFormatsIsReadForEver() {
    SubjectKey key = Keysets.unwrap(kek, SUBJECT, golden);
    assertThat(key.open(EVENT, sealed())).hasValue(PLAIN);
    assertThat(KeyEncryptionKeys.parse(KEY_FILE).format()).isEqualTo(KEY_FILE);
  }

  @Test
  void whatAKeySealsItOpensForTheSameEventAndSubjectOnly() {
    SubjectKey key = Keysets.unwrap(kek, SUBJECT, golden);
    SealedValue value = key.seal(EVENT, PLAIN);
    assertThat(value.toBytes()).hasSize(PLAIN.length + SealedValue.OVERHEAD);
    assertThat(key.open(EVENT, value)).hasValue(PLAIN);
    assertThat(key.seal(EVENT, PLAIN).toBytes()).isNotEqualTo(value.toBytes());
    assertThat(key.open(new EventId(EVENT.high(), EVENT.low() + 1), value)).isEmpty();
    assertThat(key.open(EVENT, new SealedValue(2, value.ciphertext()))).isEmpty();
    SubjectKey ofAnother = Keysets.unwrap(kek, "other", Keysets.create(kek, "other"));
    assertThat(ofAnother.open(EVENT, value)).isEmpty();
  }

  @Test
  void theAssociatedDataOfAValueNamesTheSubjectEvenIfTwoHadOneKey() throws Exception {
    Aead aead = new AesGcmJce(new byte[32]);
    SealedValue value = new SubjectKey("alice", 1, aead).seal(EVENT, new byte[38]);
    assertThat(new SubjectKey("alice", 1, aead).open(EVENT, value)).isPresent();
    assertThat(new SubjectKey("bob", 1, aead).open(EVENT, value)).isEmpty();
  }

  @Test
  void aKeysetOfOneSubjectIsNotThatOfAnother() {
    for (String other : new String[] {"", "m\u00fcller@example.or", SUBJECT + " ", "Alice"}) {
      assertThatThrownBy(() -> Keysets.unwrap(kek, other, golden))
          .isInstanceOf(KeyStoreException.class)
          .hasMessageContaining("damaged")
          .hasMessageNotContaining("example");
    }
  }

  @Test
  void anotherKeyEncryptionKeyUnwrapsNothing() {
    KeyEncryptionKey other = KeyEncryptionKey.generate(new Random(1));
    assertThatThrownBy(() -> Keysets.unwrap(other, SUBJECT, golden))
        .isInstanceOf(KeyStoreException.class);
    WrappedKeyset again = Keysets.rewrap(kek, other, SUBJECT, golden);
    assertThat(again.kekId()).isEqualTo(other.id());
    assertThat(Keysets.unwrap(other, SUBJECT, again).open(EVENT, sealed())).hasValue(PLAIN);
    assertThatThrownBy(() -> Keysets.rewrap(kek, other, "other", golden))
        .isInstanceOf(KeyStoreException.class);
  }

  @Test
  void noKeysetAndNoValueWithAChangedBitIsRead() {
    Random random = new Random(42);
    SubjectKey key = Keysets.unwrap(kek, SUBJECT, golden);
    int refusedKeysets = 0;
    for (int i = 0; i < 500; i++) {
      byte[] value = flipped(sealed().ciphertext(), random);
      assertThat(key.open(EVENT, new SealedValue(1, value))).isEmpty();
      WrappedKeyset changed = new WrappedKeyset(1, flipped(golden.bytes(), random), kek.id());
      refusedKeysets += isRefusedOrTheSame(changed) ? 1 : 0;
    }
    assertThat(refusedKeysets).isEqualTo(500);
  }

  /** A bit of the description beside the ciphertext, which Tink does not read, may change. */
  private boolean isRefusedOrTheSame(WrappedKeyset changed) {
    try {
      return Keysets.unwrap(kek, SUBJECT, changed).open(EVENT, sealed()).isPresent();
    } catch (KeyStoreException refused) {
      return true;
    }
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  @Test
  void noTextFormShowsAKey() {
    String secret = KEY_FILE.substring(KEY_FILE.lastIndexOf(' ') + 1).strip();
    KeyEncryptionKeys keys = KeyEncryptionKeys.parse(KEY_FILE);
    assertThat(keys.toString()).contains(kek.id()).doesNotContain(secret);
    assertThat(kek.toString()).isEqualTo(kek.id());
    assertThat(golden.toString()).doesNotContain(WRAPPED.substring(0, 40));
    assertThat(Keysets.unwrap(kek, SUBJECT, golden).toString()).doesNotContain(SUBJECT);
  }
}
