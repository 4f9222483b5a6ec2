package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressCheckTest {
  private final AddressCheck check = new AddressCheck(Duration.ofSeconds(5));

  @Test
  void anAddressAtWhichSomethingListensIsAccepted() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String uri = "bolt://127.0.0.1:" + listening.getLocalPort();
      assertThatCode(() -> check.check(Map.of("neo4j.uri", uri))).doesNotThrowAnyException();
    }
  }

  @Test
  void anAddressAtWhichNothingListensIsRefused() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> check.check(Map.of("redis.uri", "redis://127.0.0.1:" + port + "/0")))
        .withMessageContaining("--set redis.uri: 127.0.0.1:" + port + " cannot be reached: ");
  }

  @Test
  void otherOptionsAreNoAddresses() {
    assertThatCode(() -> check.check(Map.of("redis.streams", "redis://nowhere")))
        .doesNotThrowAnyException();
  }
}
