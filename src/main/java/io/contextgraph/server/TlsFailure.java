package io.contextgraph.server;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/**
 * Why a server was reached and no verified connection came about, from what the JDK and the drivers
 * of Redis, Postgres and Neo4j report. Another attempt with the same files fails the same way.
 */
public final class TlsFailure {
  /** What a message says before the reason. */
  public static final String PREFIX = "no verified connection: ";

  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
  private static final Pattern HOST =
      Pattern.compile("No (subject alternative|name matching)|host ?name .* (verified|match)");

  /** The alerts about a client's certificate: RFC 8446, section 6.2. */
  private static final Set<String> ABOUT_CLIENT =
      Set.of(
          "access_denied",
          "bad_certificate",
          "certificate_expired",
          "certificate_required",
          "certificate_revoked",
          "certificate_unknown",
          "decrypt_error",
          "unknown_ca",
          "unsupported_certificate");

  /** What a server says that has another problem, which may pass. */
  private static final String INTERNAL = "internal_error";

  /** The connection was lost during the handshake, as when a server restarts. */
  private static final Pattern AWAY =
      Pattern.compile(
          "timed out|terminated the handshake|(?i)connection (was )?(closed|reset)|alert: "
              + INTERNAL);

  /** An authority has the name of one that is trusted, and another key. */
  private static final String SIGNATURE = "CertPathValidatorException: signature check failed";

  /** What Postgres says, after a handshake without a certificate. */
  private static final String CLIENT_OF_POSTGRES = "requires a valid client certificate";

  private static final Pattern PLAIN =
      Pattern.compile(
          "not an SSL/TLS record|does not support SSL|[Uu]nsupported or unrecognized SSL message");

  private static final String DEMAND = "it demands a client certificate that it accepts";

  private TlsFailure() {}

  /** One line that can follow the server's name; empty if the failure is another one. */
  public static Optional<String> reason(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .or(() -> handshake(failure));
  }

  private static Optional<String> known(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof CertificateExpiredException) {
      return Optional.of("its certificate or that of its authority has expired, " + message);
    }
    if (cause instanceof CertificateNotYetValidException) {
      return Optional.of("its certificate or that of its authority is not valid yet, " + message);
    }
    if (cause instanceof CertPathBuilderException || message.contains(SIGNATURE)) {
      return Optional.of("its certificate is signed by no authority that is trusted here");
    }
    if (cause instanceof CertificateException && HOST.matcher(message).find()) {
      return Optional.of("its certificate is for another host name: " + message);
    }
    if (PLAIN.matcher(message).find()) {
      return Optional.of("it does not use TLS at this port");
    }
    if (message.contains(CLIENT_OF_POSTGRES)) {
      return Optional.of(DEMAND);
    }
    Matcher alert = ALERT.matcher(message);
    return alert.find() ? ofAlert(alert.group(1)) : Optional.empty();
  }

  private static Optional<String> ofAlert(String alert) {
    if (alert.equals(INTERNAL)) {
      return Optional.empty();
    }
    if (ABOUT_CLIENT.contains(alert)) {
      return Optional.of(DEMAND + " (" + alert + ")");
    }
    // With TLS 1.2, this is all that a server says to a client without a certificate.
    return Optional.of(
        alert.equals("handshake_failure")
            ? "perhaps " + DEMAND + " (" + alert + ")"
            : "it refuses the handshake: " + alert);
  }

  /** A handshake that failed for none of the reasons above, while the server was there. */
  private static Optional<String> handshake(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(cause -> cause instanceof SSLHandshakeException)
        .findFirst()
        .filter(cause -> !AWAY.matcher(String.valueOf(cause.getMessage())).find())
        .map(cause -> "the TLS handshake failed: " + FailureText.of(cause));
  }
}
