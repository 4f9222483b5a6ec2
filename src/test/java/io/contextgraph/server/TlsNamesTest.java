package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which configurations of TLS are accepted. */
class TlsNamesTest {
  private static final TlsNames NAMES = TlsNames.ofVariables("R_URI", "R");

  private static void check(String uri, Tls tls) {
    NAMES.check(new ServerAddress(URI.create(uri), null, null, tls));
  }

  private static void refused(String uri, Tls tls, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(uri, tls))
        .withMessageContaining(reason)
        .withMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1",
        "redis://127.255.0.9:1",
        "redis://localhost",
        "redis://LOCALHOST:1",
        "redis://[::1]:1",
        "rediss://redis.example",
        "Rediss://redis.example",
        "bolt+s://graph.example",
        "neo4j+s://graph.example"
      })
  void loopbackAndSecureSchemesNeedNoMore(String uri) {
    check(uri, Tls.UNSPECIFIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://redis.example",
        "redis://128.0.0.1",
        "redis://10.0.0.1",
        "redis://127.0.0.1.example",
        "redis://localhost.example",
        "postgresql://[fe80::1]:5432/x",
        "bolt://graph",
        "neo4j://graph"
      })
  void everyOtherAddressNeedsAnAuthorityOrTheWordOff(String uri) {
    String host = URI.create(uri).getHost();
    refused(uri, Tls.UNSPECIFIED, "R_URI names the host " + host + ", beyond this machine");
    refused(uri, Tls.UNSPECIFIED, "R_TLS_CA should name the file");
    refused(uri, Tls.UNSPECIFIED, "or R_TLS should be off");
    check(uri, Tls.trusting("/ca.pem"));
    check(uri, Tls.OFF);
  }

  @Test
  void whatContradictsItselfIsRefused() {
    refused("rediss://127.0.0.1", Tls.OFF, "R_TLS is off, but the scheme of R_URI demands TLS");
    Tls ofClient = new Tls(false, null, "c", "k");
    refused("postgresql://127.0.0.1/x", ofClient, "R_TLS_CERTIFICATE needs R_TLS_CA");
    check("rediss://127.0.0.1", ofClient);
  }

  @ParameterizedTest
  @CsvSource({
    "on,,,, R_TLS should be off",
    "OFF,ca,,, R_TLS is off",
    "off,,c,k, R_TLS is off",
    ",ca,c,, R_TLS_CERTIFICATE and R_TLS_KEY should both be set",
    ",ca,,k, R_TLS_CERTIFICATE and R_TLS_KEY should both be set"
  })
  void wordsAndFilesThatDoNotFitAreRefused(
      String word, String ca, String certificate, String key, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NAMES.read(word, ca, certificate, key))
        .withMessageContaining(reason);
  }

  @Test
  void theEmptyTextIsNotSet() {
    assertThat(NAMES.read("", " ", "", null)).isEqualTo(Tls.UNSPECIFIED);
    assertThat(NAMES.read("Off", null, "", "")).isEqualTo(Tls.OFF);
    assertThat(NAMES.read(null, "ca", "c", "k")).isEqualTo(new Tls(false, "ca", "c", "k"));
  }

  @Test
  void anAuthorityOrTheSchemeTurnsTlsOn() {
    ServerAddress plain = new ServerAddress(URI.create("postgresql://h/x"), null, null);
    assertThat(plain.isEncrypted()).isFalse();
    assertThat(plain.with(Tls.OFF).isEncrypted()).isFalse();
    assertThat(plain.with(Tls.trusting("ca")).isEncrypted()).isTrue();
    for (String secure : new String[] {"bolt+s://h", "BOLT+S://h", "RedisS://h"}) {
      assertThat(new ServerAddress(URI.create(secure), null, null).isEncrypted())
          .as(secure)
          .isTrue();
    }
  }
}
