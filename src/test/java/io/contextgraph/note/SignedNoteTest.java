package io.contextgraph.note;

import static io.contextgraph.note.SpecifiedNotes.ENOCH_LINE;
import static io.contextgraph.note.SpecifiedNotes.ENOCH_VKEY;
import static io.contextgraph.note.SpecifiedNotes.EXAMPLE_NOTE;
import static io.contextgraph.note.SpecifiedNotes.EXAMPLE_VKEY;
import static io.contextgraph.note.SpecifiedNotes.PETER_LINE;
import static io.contextgraph.note.SpecifiedNotes.PETER_SKEY;
import static io.contextgraph.note.SpecifiedNotes.PETER_VKEY;
import static io.contextgraph.note.SpecifiedNotes.TEXT;
import static io.contextgraph.note.SpecifiedNotes.bytes;
import static io.contextgraph.note.SpecifiedNotes.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final long SEED = 14;

  private final SigningKey peter = SigningKey.parse(PETER_SKEY);

  private static boolean verifies(byte[] note, String vkey) {
    try {
      return SignedNote.parse(note).signedBy(VerifierKey.parse(vkey));
    } catch (MalformedNoteException e) {
      return false;
    }
  }

  @Test
  void theExampleOfTheSpecificationVerifies() {
    assertThat(verifies(bytes(EXAMPLE_NOTE), EXAMPLE_VKEY)).isTrue();
    assertThat(note(EXAMPLE_NOTE).text()).isEqualTo("This is an example message.\n");
  }

  @Test
  void aNoteIsSignedByteByByteAsGoSignsIt() {
    SignedNote signed = new SignedNote(TEXT, List.of()).signedBy(peter);
    assertThat(signed.toBytes()).isEqualTo(bytes(TEXT + "\n" + PETER_LINE));
  }

  @Test
  void theNoteOfTwoSignersVerifiesForEach() {
    byte[] both = bytes(TEXT + "\n" + PETER_LINE + ENOCH_LINE);
    assertThat(verifies(both, PETER_VKEY)).isTrue();
    assertThat(verifies(both, ENOCH_VKEY)).isTrue();
    assertThat(verifies(both, EXAMPLE_VKEY)).isFalse();
  }

  @Test
  void aSecondSignatureOfTheSameKeyReplacesTheFirst() {
    SignedNote signed = new SignedNote(TEXT, List.of()).signedBy(peter);
    assertThat(signed.signedBy(peter)).isEqualTo(signed);
  }

  @Test
  void oneBadSignatureOfAKeyMakesItsGoodOneWorthless() {
    String bad = PETER_LINE.replace("x08go/ZJ", "x08go/ZK");
    assertThat(verifies(bytes(TEXT + "\n" + PETER_LINE + bad), PETER_VKEY)).isFalse();
    assertThat(verifies(bytes(TEXT + "\n" + bad + PETER_LINE), PETER_VKEY)).isFalse();
  }

  @Test
  void noMutatedByteOfANoteVerifies() {
    Random random = new Random(SEED);
    for (String[] pair :
        new String[][] {{EXAMPLE_NOTE, EXAMPLE_VKEY}, {TEXT + "\n" + PETER_LINE, PETER_VKEY}}) {
      byte[] note = bytes(pair[0]);
      for (int i = 0; i < note.length; i++) {
        byte[] mutated = note.clone();
        mutated[i] ^= (byte) (1 + random.nextInt(255));
        assertThat(verifies(mutated, pair[1])).as("byte %d, seed %d", i, SEED).isFalse();
      }
    }
  }

  @Test
  void noBitOfTheLastSignatureHasAnotherSpelling() {
    byte[] note = bytes(EXAMPLE_NOTE);
    for (int i = note.length - 4; i < note.length; i++) {
      for (int value = 0; value < 256; value++) {
        byte[] mutated = note.clone();
        mutated[i] = (byte) value;
        assertThat(verifies(mutated, EXAMPLE_VKEY)).isEqualTo(value == (note[i] & 0xff));
      }
    }
  }

  @Test
  void whatIsParsedIsWrittenByteByByte() {
    for (String note : List.of(EXAMPLE_NOTE, TEXT + "\n" + PETER_LINE + ENOCH_LINE)) {
      assertThat(note(note).toBytes()).isEqualTo(bytes(note));
    }
  }

  @Test
  void randomBytesAreANoteOrAreMalformed() {
    Random random = new Random(SEED);
    byte[] alphabet = bytes("\n\n\n — ab+AA==\u0001\u0085é");
    for (int round = 0; round < 20_000; round++) {
      byte[] input = new byte[random.nextInt(40)];
      for (int i = 0; i < input.length; i++) {
        input[i] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        assertThat(SignedNote.parse(input).toBytes()).isEqualTo(input);
      } catch (MalformedNoteException expected) {
        assertThat(expected).hasMessageContaining(" ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n— a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=",
        "text\n\n— a AAAAAA==\n",
        "text\n\n— a AAAAAAB=\n",
        "text\n\n— a AAAAAAA\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— a\u00a0b AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n— a AAAAAAA= \n",
        "te\txt\n\n— a AAAAAAA=\n",
        "text\r\n\n— a AAAAAAA=\n",
        "\n\n",
      })
  void whatIsNotANoteIsMalformed(String text) {
    assertThatThrownBy(() -> note(text)).isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void aNoteMayHaveAHundredSignaturesAndAMillionBytes() {
    String line = "— a AAAAAAA=\n";
    assertThat(note("text\n\n" + line.repeat(100)).signatures()).hasSize(100);
    assertThatThrownBy(() -> note("text\n\n" + line.repeat(101)))
        .hasMessage("a note has more than 100 signatures");
    int rest = 1_000_000 - bytes(line).length - 2;
    assertThat(note("x".repeat(rest) + "\n\n" + line).toBytes()).hasSize(1_000_000);
    assertThatThrownBy(() -> note("x".repeat(rest + 1) + "\n\n" + line))
        .isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void textThatIsNotUtf8IsMalformed() {
    byte[] note = bytes("text\n\n— a AAAAAAA=\n");
    note[0] = (byte) 0xff;
    assertThatThrownBy(() -> SignedNote.parse(note)).hasMessage("it is not in UTF-8");
  }

  @Test
  void theLastEmptyLineSeparatesTheSignatures() {
    assertThat(note("a\n\nb\n\n\n— a AAAAAAA=\n").text()).isEqualTo("a\n\nb\n\n");
  }
}
