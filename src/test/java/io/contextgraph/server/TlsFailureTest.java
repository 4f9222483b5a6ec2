package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFailureTest {
  private static String reason(Throwable cause) {
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX path failed");
    handshake.initCause(cause);
    return TlsFailure.reason(new IllegalStateException("outer", handshake)).orElse("");
  }

  @Test
  void eachReasonIsOneLine() {
    assertThat(reason(new CertPathBuilderException("x"))).contains("signed by no authority");
    Exception otherKey = new CertPathValidatorException("signature check failed");
    assertThat(reason(new CertificateException(otherKey))).contains("signed by no authority");
    assertThat(reason(new CertificateExpiredException("NotAfter: y"))).endsWith("NotAfter: y");
    assertThat(reason(new CertificateNotYetValidException("z"))).contains("not valid yet");
    assertThat(reason(new CertificateException("No name matching h found")))
        .isEqualTo("its certificate is for another host name: No name matching h found");
    assertThat(reason(new SSLException("Received fatal alert: certificate_required")))
        .isEqualTo("it demands a client certificate that it accepts (certificate_required)");
    assertThat(TlsFailure.reason(new SQLException("The server does not support SSL.")))
        .contains("it does not use TLS at this port");
    assertThat(reason(new IOException("x")))
        .isEqualTo("the TLS handshake failed: PKIX path failed");
  }

  @Test
  void anAlertIsAboutTheClientsCertificateOnlyIfItSaysSo() {
    assertThat(reason(new SSLException("Received fatal alert: unknown_ca")))
        .isEqualTo("it demands a client certificate that it accepts (unknown_ca)");
    assertThat(reason(new SSLException("Received fatal alert: handshake_failure")))
        .isEqualTo("perhaps it demands a client certificate that it accepts (handshake_failure)");
    assertThat(reason(new SSLException("Received fatal alert: protocol_version")))
        .isEqualTo("it refuses the handshake: protocol_version");
  }

  @Test
  void otherFailuresAreNotAboutTls() {
    assertThat(TlsFailure.reason(new IOException("Connection refused"))).isEmpty();
    assertThat(TlsFailure.reason(new IOException())).isEmpty();
    assertThat(TlsFailure.reason(new CertificateException("of something else"))).isEmpty();
    assertThat(TlsFailure.reason(new SSLException("closing inbound before receiving"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "handshake timed out after 10000ms",
        "Remote host terminated the handshake",
        "Connection closed while SSL/TLS handshake was in progress",
        "Connection reset",
        "Received fatal alert: internal_error",
        "(internal_error) Received fatal alert: internal_error"
      })
  void aServerThatWentAwayDuringTheHandshakeRefusedNothing(String message) {
    assertThat(TlsFailure.reason(new SSLHandshakeException(message))).isEmpty();
  }

  @Test
  void aRefusalNamesTheServerAndTheReasonAndNoPassword() {
    ServerAddress address = new ServerAddress(URI.create("redis://h:1"), "ada", null);
    RedisAddress redis = new RedisAddress(address, "test");
    assertThat(redis.refusal(new SSLException("Received fatal alert: bad_certificate")))
        .get()
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e)
                  .hasMessage(
                      "Redis at redis://h:1 as ada: no verified connection: it demands a client"
                          + " certificate that it accepts (bad_certificate)");
              assertThat(e.isMissingHere()).isFalse();
            });
  }
}
