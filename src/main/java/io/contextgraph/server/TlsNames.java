package io.contextgraph.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the protection of a server's connections is configured, for messages.
 *
 * @param uri of the address
 * @param tls of the word {@code off}
 * @param ca of the file of the authorities
 * @param certificate of the file of the client's certificate
 * @param key of the file of its key
 */
public record TlsNames(String uri, String tls, String ca, String certificate, String key) {
  private static final String OFF = "off";

  /**
   * The names of environment variables.
   *
   * @param uri the variable of the address
   * @param prefix the beginning of the others, such as {@code CONTEXT_GRAPH_REDIS}
   */
  public static TlsNames ofVariables(String uri, String prefix) {
    String tls = prefix + "_TLS";
    return new TlsNames(uri, tls, tls + "_CA", tls + "_CERTIFICATE", tls + "_KEY");
  }

  /**
   * What is configured; null and the empty text are the same.
   *
   * @param word null or {@code off}
   * @throws IllegalArgumentException with a sentence that names what should be corrected
   */
  public Tls read(
      @Nullable String word,
      @Nullable String caFile,
      @Nullable String certificateFile,
      @Nullable String keyFile) {
    boolean off = isSet(word);
    require(
        !off || OFF.equals(String.valueOf(word).toLowerCase(Locale.ROOT)), tls + " should be off");
    require(
        isSet(certificateFile) == isSet(keyFile),
        certificate + " and " + key + " should both be set, or neither");
    require(
        !off || !isSet(caFile) && !isSet(certificateFile),
        tls + " is off, so neither " + ca + " nor " + certificate + " should be set");
    return new Tls(off, orNull(caFile), orNull(certificateFile), orNull(keyFile));
  }

  /**
   * Requires that nothing leaves this machine unprotected unless that was asked for.
   *
   * @throws IllegalArgumentException with a sentence that names what should be corrected
   */
  public void check(ServerAddress address) {
    Tls configured = address.tls();
    require(
        !configured.off() || !address.hasSecureScheme(),
        tls + " is off, but the scheme of " + uri + " demands TLS");
    require(
        configured.certificate() == null || address.isEncrypted(),
        certificate + " needs " + ca + ", the authority of the server");
    require(
        !address.isUnprotected(),
        ("%s names the host %s, beyond this machine: %s should name the file of the authority that"
                + " signed its certificate, or %s should be off, to send everything in plain form,"
                + " passwords included")
            .formatted(uri, address.host(), ca, tls));
  }

  private static boolean isSet(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  private static @Nullable String orNull(@Nullable String text) {
    return isSet(text) ? text : null;
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
