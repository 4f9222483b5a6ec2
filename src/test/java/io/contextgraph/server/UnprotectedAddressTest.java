package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.producer.EventProducer;
import io.contextgraph.redis.RedisConnection;
import io.contextgraph.redis.RedisStreamsOptions;
import io.contextgraph.redis.RedisStreamsSource;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that use the source or the producer without the job's configuration. */
class UnprotectedAddressTest {
  private static RedisAddress address(String uri, Tls tls) {
    return new RedisAddress(ServerAddress.ofUriWithSecret(uri).with(tls), "test");
  }

  private static RedisStreamsSource<Long> source(RedisAddress address) {
    return new RedisStreamsSource<>(
        address,
        RedisStreamsOptions.builder().streams(List.of("s")).group("g").build(),
        entry -> 1L,
        Types.LONG);
  }

  private static void assertRefused(Runnable connect) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(connect::run)
        .withMessageStartingWith("redis://redis.invalid as ada is beyond this machine: ")
        .withMessageContainingAll("Tls.trusting", "Tls.OFF")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @Test
  void beyondThisMachineNothingIsSentInPlainFormUnasked() {
    RedisAddress unasked = address("redis://ada:s3cret@redis.invalid", Tls.UNSPECIFIED);
    assertRefused(() -> source(unasked));
    assertRefused(() -> RedisConnection.open(unasked));
    assertRefused(() -> new EventProducer(unasked, List.of("s")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis://127.0.0.1", "redis://localhost", "rediss://redis.invalid"})
  void anAddressThatIsProtectedAsItIsNeedsNothing(String uri) {
    assertThat(source(address(uri, Tls.UNSPECIFIED)).getProducedType()).isEqualTo(Types.LONG);
  }

  @Test
  void theCallerChoosesAnAuthorityOrPlainForm() {
    String uri = "redis://redis.invalid";
    RedisAddress verified = address(uri, Tls.trusting("/ca.crt"));
    assertThat(verified.requireProtected()).isSameAs(verified);
    RedisAddress plain = address(uri, Tls.OFF);
    assertThat(plain.requireProtected()).isSameAs(plain);
  }
}
