package io.contextgraph.server;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How the connections to a server are protected, as configured: by files that each new connection
 * reads again, explicitly not, or as the server's address says. The job graph contains the paths,
 * never the contents.
 *
 * @param off whether everything is sent in plain form, on purpose
 * @param ca the file of the authorities that may have signed the server's certificate, in PEM form;
 *     null for those that the JVM trusts
 * @param certificate the file of this client's certificate and those between it and its authority,
 *     in PEM form; null for none
 * @param key the file of its private key: PKCS #8 in PEM form, not encrypted
 */
public record Tls(
    boolean off, @Nullable String ca, @Nullable String certificate, @Nullable String key)
    implements Serializable {
  /** As the scheme of the server's address says. */
  public static final Tls UNSPECIFIED = new Tls(false, null, null, null);

  public static final Tls OFF = new Tls(true, null, null, null);

  /**
   * @throws IllegalArgumentException if a certificate has no key, a key no certificate, or files
   *     are named for connections that use none
   */
  public Tls {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("a client's certificate and its key go together");
    }
    if (off && (ca != null || certificate != null)) {
      throw new IllegalArgumentException("TLS is off, so it has no files");
    }
  }

  /** Server and host name verified against one file of authorities, without a certificate. */
  public static Tls trusting(String ca) {
    return new Tls(false, ca, null, null);
  }
}
