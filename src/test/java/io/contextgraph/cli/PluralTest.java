package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralTest {
  @Test
  void onlyOneIsFollowedByTheWordsOfOne() {
    assertThat(Plural.of(0, "index is", "indexes are")).isEqualTo("0 indexes are");
    assertThat(Plural.of(1, "index is", "indexes are")).isEqualTo("1 index is");
    assertThat(Plural.of(2, "index is", "indexes are")).isEqualTo("2 indexes are");
  }
}
