package io.contextgraph.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final byte[] HASH = {1, 7};
  private static final byte[] OTHER = {1, 8};
  private static final byte[] OTHER_VERSION = {2, 8};

  @Test
  void anUnknownIdIsNew() {
    assertThat(Verdict.of(null, HASH)).isEqualTo(Verdict.NEW);
    assertThat(Verdict.NEW.toRemember(HASH)).isEqualTo(HASH);
  }

  @Test
  void theSameHashIsADuplicateAndAnotherIsContested() {
    assertThat(Verdict.of(HASH, HASH.clone())).isEqualTo(Verdict.DUPLICATE);
    assertThat(Verdict.of(HASH, OTHER)).isEqualTo(Verdict.CONTESTED);
  }

  @Test
  void aHashOfAnotherVersionIsADuplicateSinceItCannotBeCompared() {
    assertThat(Verdict.of(HASH, OTHER_VERSION)).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void aContestedIdStaysContested() {
    byte[] remembered = Verdict.CONTESTED.toRemember(OTHER);
    assertThat(remembered).containsExactly(0);
    assertThat(Verdict.of(remembered, HASH)).isEqualTo(Verdict.CONTESTED);
    assertThat(Verdict.of(remembered, OTHER)).isEqualTo(Verdict.CONTESTED);
  }
}
