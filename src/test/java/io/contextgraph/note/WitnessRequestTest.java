package io.contextgraph.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WitnessRequestTest {
  private static final String CHECKPOINT =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
      """;

  /** C2SP tlog-witness. */
  private static final String EXAMPLE =
      """
      old 20852014
      PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
      jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
      5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
      /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

      """
          + CHECKPOINT;

  private static final String HASH = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

  private static WitnessRequest parse(String text) {
    return WitnessRequest.parse(SpecifiedNotes.bytes(text));
  }

  @Test
  void theExampleOfTheSpecificationIsReadAndWrittenByteByByte() {
    WitnessRequest request = parse(EXAMPLE);
    assertThat(request.old()).isEqualTo(20852014);
    assertThat(request.proof()).hasSize(4);
    assertThat(request.head().size()).isEqualTo(20852163);
    assertThat(request.checkpoint().signatures()).hasSize(2);
    assertThat(request.toBytes()).isEqualTo(SpecifiedNotes.bytes(EXAMPLE));
  }

  @Test
  void aProofHasAtMost63Hashes() {
    assertThat(parse("old 1\n" + HASH.repeat(63) + "\n" + CHECKPOINT).proof()).hasSize(63);
    assertThatThrownBy(() -> parse("old 1\n" + HASH.repeat(64) + "\n" + CHECKPOINT))
        .isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void whatIsNotARequestIsMalformed() {
    for (String start :
        List.of(
            "",
            "\n",
            "old\n\n",
            "old \n\n",
            "old 01\n\n",
            "old -1\n\n",
            "old 1",
            "old 1\n",
            "old  1\n\n",
            "new 1\n\n",
            "old 9223372036854775808\n\n",
            "old 1\nAAAA\n\n",
            "old 1\n\n\n",
            "old 1\r\n\r\n",
            HASH + "old 1\n\n")) {
      assertThatThrownBy(() -> parse(start + CHECKPOINT))
          .as(start)
          .isInstanceOf(MalformedNoteException.class);
    }
    assertThatThrownBy(() -> parse("old 1\n\nno checkpoint\n\n— a AAAAAAA=\n"))
        .isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void aMutatedRequestIsMalformedOrIsWrittenAsItWasRead() {
    Random random = new Random(14);
    byte[] bytes = SpecifiedNotes.bytes(EXAMPLE);
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = bytes.clone();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      try {
        assertThat(WitnessRequest.parse(mutated).toBytes()).isEqualTo(mutated);
      } catch (MalformedNoteException expected) {
        assertThat(expected).hasMessageContaining(" ");
      }
    }
  }
}
