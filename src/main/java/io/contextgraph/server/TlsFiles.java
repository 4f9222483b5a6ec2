package io.contextgraph.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files of a {@link Tls}, as they are now. Read them again for each connection, so that a file
 * that was replaced is used by the next one.
 */
public final class TlsFiles {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([\\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----");

  /** Of a file; that of all public authorities has less than a tenth. */
  private static final int MAX_BYTES = 4 << 20;

  /** Keys are in memory only. */
  private static final char[] NO_PASSWORD = {};

  private final @Nullable TrustManagerFactory trust;
  private final @Nullable KeyManagerFactory keys;

  private TlsFiles(@Nullable TrustManagerFactory trust, @Nullable KeyManagerFactory keys) {
    this.trust = trust;
    this.keys = keys;
  }

  /**
   * A file is missing, cannot be read in this process, contains something else, or only authorities
   * outside their dates.
   */
  public static final class UnusableException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    UnusableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Reads the files.
   *
   * @throws UnusableException naming the file and what is wrong with it
   */
  public static TlsFiles read(Tls tls) {
    try {
      return new TlsFiles(
          tls.ca() == null ? null : trust(tls.ca()),
          tls.certificate() == null || tls.key() == null
              ? null
              : keys(tls.certificate(), tls.key()));
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableException("this JVM cannot use its TLS files: " + FailureText.of(e), e);
    }
  }

  private static TrustManagerFactory trust(String file)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (Certificate authority : validNow(file)) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  /** Java does not look at the dates of what it trusts, so others are not among it. */
  private static List<Certificate> validNow(String file) {
    List<Certificate> valid = new ArrayList<>();
    CertificateException problem = null;
    for (Certificate certificate : certificates(file)) {
      try {
        ((X509Certificate) certificate).checkValidity();
        valid.add(certificate);
      } catch (CertificateExpiredException | CertificateNotYetValidException e) {
        problem = e;
      }
    }
    if (valid.isEmpty() && problem != null) {
      throw new UnusableException(
          "every certificate in the file "
              + file
              + " has expired or is not valid yet, "
              + FailureText.of(problem),
          problem);
    }
    return valid;
  }

  private static KeyManagerFactory keys(String certificate, String key)
      throws GeneralSecurityException, IOException {
    List<Certificate> chain = List.copyOf(certificates(certificate));
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        privateKey(key, chain.get(0).getPublicKey().getAlgorithm()),
        NO_PASSWORD,
        chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String file) {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(read(file)));
      if (found.isEmpty()) {
        throw new CertificateException("it is empty");
      }
      return found;
    } catch (CertificateException e) {
      throw new UnusableException(
          "the file " + file + " has no certificate in PEM form, or a damaged one", e);
    }
  }

  private static PrivateKey privateKey(String file, String algorithm)
      throws GeneralSecurityException {
    Matcher pem = PKCS8.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new UnusableException(
          "the file "
              + file
              + " has no private key in the form PKCS #8; \"openssl pkcs8 -topk8 -nocrypt\" makes"
              + " one",
          null);
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      // Without the cause: its message could quote the key.
      throw new UnusableException(
          "the private key in the file " + file + " does not belong to the certificate", null);
    }
  }

  private static byte[] read(String file) {
    try {
      return new NamedFile(Path.of(file)).read(MAX_BYTES);
    } catch (IOException e) {
      throw new UnusableException(
          "the TLS file " + file + " cannot be read here: " + FailureText.of(e), e);
    }
  }

  /**
   * The authorities that may have signed the server's certificate, as far as they were valid when
   * the file was read; null for those of the JVM.
   */
  public @Nullable TrustManagerFactory trust() {
    return trust;
  }

  /** This client's certificate and key; null for none. */
  public @Nullable KeyManagerFactory keys() {
    return keys;
  }

  /** A context for the JDK's sockets. They verify the host name only if they are asked to. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] own = keys == null ? null : keys.getKeyManagers();
      TrustManager[] trusted = trust == null ? null : trust.getTrustManagers();
      context.init(own, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new UnusableException("this JVM cannot use TLS: " + FailureText.of(e), e);
    }
  }
}
