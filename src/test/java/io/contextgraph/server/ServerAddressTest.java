package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @Test
  void userAndPasswordAreRemovedFromTheUri() {
    ServerAddress address = ServerAddress.ofUriWithSecret("redis://ada:a%40b+c@host:7000/3");
    assertThat(address.user()).isEqualTo("ada");
    assertThat(address.resolvedPassword()).isEqualTo("a@b+c");
    assertThat(address.host()).isEqualTo("host");
    assertThat(address).hasToString("redis://host:7000/3 as ada");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:secret@my_redis:6379",
        "redis://:sec@secret@host:6379",
        "redis://:secret|x@host",
        "redis://:secret%zz@host",
        "postgresql://host/ledger?user=ada&password=secret",
        "postgresql://host/ledger#secret",
        "redis:secret",
        "redis://host:0/secret",
        "redis://host:99999/secret",
        "bolt://neo4j:7/secret@host:7687"
      })
  void ambiguousAddressesAreRefusedWithoutRepeatingThem(String text) {
    assertThatThrownBy(() -> ServerAddress.ofUriWithSecret(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aRoutingContextOfNeo4jIsKept() {
    assertThat(ServerAddress.ofUriWithSecret("neo4j://host?policy=eu").uri())
        .hasToString("neo4j://host?policy=eu");
  }
}
