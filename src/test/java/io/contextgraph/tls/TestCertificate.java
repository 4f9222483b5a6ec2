package io.contextgraph.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** A certificate (RFC 5280) with its private key, made for a test by the JDK alone. */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.of(
          Der.SEQUENCE,
          Der.of(Der.OBJECT_IDENTIFIER, Der.bytes(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)));
  private static final byte[] TRUE = Der.of(Der.BOOLEAN, Der.bytes(0xff));

  /** A new authority. */
  public static TestCertificate authority(String name) {
    byte[] mayCertify = extension(0x13, TRUE, Der.of(Der.SEQUENCE, TRUE));
    byte[] usage = extension(0x0f, TRUE, Der.of(Der.BIT_STRING, Der.bytes(0x02, 0x04)));
    return make(name, null, Instant.now().minus(DAY), 2, List.of(mayCertify, usage));
  }

  /** A certificate of a server, signed by this authority. */
  public TestCertificate server(String... hosts) {
    return make("server", this, Instant.now().minus(DAY), 2, List.of(names(hosts)));
  }

  /** As {@link #server}, valid until yesterday. */
  public TestCertificate expiredServer(String... hosts) {
    return make("server", this, Instant.now().minus(DAY.multipliedBy(3)), 2, List.of(names(hosts)));
  }

  /** A certificate of a server that signs itself, valid until yesterday. */
  public static TestCertificate expiredWithoutAuthority(String... hosts) {
    return make("server", null, Instant.now().minus(DAY.multipliedBy(3)), 2, List.of(names(hosts)));
  }

  /** A certificate of a client, signed by this authority. */
  public TestCertificate client(String name) {
    return make(name, this, Instant.now().minus(DAY), 2, List.of());
  }

  private static TestCertificate make(
      String name, TestCertificate issuer, Instant from, int days, List<byte[]> extensions) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair own = generator.generateKeyPair();
      byte[] subject = commonName(name);
      byte[] signedBy =
          issuer == null ? subject : issuer.certificate.getSubjectX500Principal().getEncoded();
      byte[] content =
          Der.of(
              Der.SEQUENCE,
              Der.of(0xa0, Der.of(Der.INTEGER, Der.bytes(2))),
              Der.of(Der.INTEGER, BigInteger.valueOf(System.nanoTime()).abs().toByteArray()),
              ECDSA_WITH_SHA256,
              signedBy,
              Der.of(Der.SEQUENCE, Der.time(from), Der.time(from.plus(DAY.multipliedBy(days)))),
              subject,
              own.getPublic().getEncoded(),
              Der.of(0xa3, Der.of(Der.SEQUENCE, extensions.toArray(byte[][]::new))));
      return new TestCertificate(
          signed(content, issuer == null ? own.getPrivate() : issuer.key), own.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate signed(byte[] content, PrivateKey by)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(by);
    signature.update(content);
    byte[] whole =
        Der.of(
            Der.SEQUENCE,
            content,
            ECDSA_WITH_SHA256,
            Der.of(Der.BIT_STRING, Der.bytes(0), signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] commonName(String name) {
    byte[] type = Der.of(Der.OBJECT_IDENTIFIER, Der.bytes(0x55, 0x04, 0x03));
    return Der.of(
        Der.SEQUENCE, Der.of(Der.SET, Der.of(Der.SEQUENCE, type, Der.text(Der.UTF8_STRING, name))));
  }

  /** The names of a server; one that begins with a digit is an IPv4 address. */
  private static byte[] names(String... hosts) {
    byte[][] names = new byte[hosts.length][];
    for (int i = 0; i < hosts.length; i++) {
      names[i] =
          Character.isDigit(hosts[i].charAt(0))
              ? Der.of(0x87, address(hosts[i]))
              : Der.text(0x82, hosts[i]);
    }
    return extension(0x11, new byte[0], Der.of(Der.SEQUENCE, names));
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] extension(int id, byte[] critical, byte[] value) {
    return Der.of(
        Der.SEQUENCE,
        Der.of(Der.OBJECT_IDENTIFIER, Der.bytes(0x55, 0x1d, id)),
        critical,
        Der.of(Der.OCTET_STRING, value));
  }

  /** The certificate in PEM form. */
  public String pem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }

  /** Writes {@code NAME.crt} and {@code NAME.key}; whoever reads them finds old or new ones. */
  public void write(Path folder, String name) {
    replace(folder.resolve(name + ".crt"), pem());
    replace(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
  }

  /** Replaces a file in one step. */
  public static void replace(Path file, String content) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, content);
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
