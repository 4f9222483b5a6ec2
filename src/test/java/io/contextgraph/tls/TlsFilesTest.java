package io.contextgraph.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Tls;
import io.contextgraph.server.TlsFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of certificates and keys. */
class TlsFilesTest {
  @TempDir private Path folder;
  private TlsFolder tls;

  @BeforeEach
  void makeCertificates() throws Exception {
    tls = TlsFolder.in(folder);
  }

  private static void refused(Tls tls, String message) {
    ServerAddress address =
        new ServerAddress(URI.create("postgresql://h/x"), "ada", null).with(tls);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(address::tlsFiles)
        .withMessageStartingWith("postgresql://h/x as ada: no verified connection: ")
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.isMissingHere()).isTrue());
  }

  private String file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void nothingIsReadUnlessItIsNamed() {
    assertThat(TlsFiles.read(Tls.UNSPECIFIED).trust()).isNull();
    assertThat(TlsFiles.read(Tls.OFF).keys()).isNull();
    assertThat(TlsFiles.read(tls.withClient("ca", "client")).keys()).isNotNull();
  }

  @Test
  void aFileThatIsReplacedIsReadAgain() throws Exception {
    Tls trusting = Tls.trusting(file("trusted", "nothing yet"));
    refused(trusting, "has no certificate in PEM form");
    Files.copy(
        Path.of(tls.certificate("ca")),
        folder.resolve("trusted"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(TlsFiles.read(trusting).trust()).isNotNull();
  }

  @Test
  void anAuthorityThatHasExpiredIsNotTrustedBesideOneThatIsValid() throws Exception {
    String expired = Files.readString(Path.of(tls.certificate("expired-self-signed")));
    String valid = Files.readString(Path.of(tls.certificate("ca")));
    TrustManagerFactory trust =
        TlsFiles.read(Tls.trusting(file("both", expired + valid + expired))).trust();
    assertThat(trust).isNotNull();
    assertThat(((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers())
        .extracting(issuer -> issuer.getSubjectX500Principal().getName())
        .containsExactly("CN=test authority");
    refused(
        Tls.trusting(file("old", expired + expired)),
        "old has expired or is not valid yet, NotAfter: ");
  }

  @Test
  void aMissingFileIsNamed() {
    refused(Tls.trusting("/nowhere/ca.pem"), "the file /nowhere/ca.pem does not exist");
  }

  @Test
  void aDamagedCertificateIsNamed() throws Exception {
    String damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    refused(
        Tls.trusting(file("damaged", damaged)),
        "damaged has no certificate in PEM form, or a damaged one");
  }

  @Test
  void aKeyInAnotherFormIsNamedWithTheWayToConvertIt() throws Exception {
    String key = file("rsa.key", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n");
    refused(
        new Tls(false, tls.certificate("ca"), tls.certificate("client"), key),
        "openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void aKeyThatIsNoneIsNamedWithoutItsContent() throws Exception {
    String content = "c2VjcmV0";
    String key =
        file(
            "bad.key", "-----BEGIN PRIVATE KEY-----\n" + content + "\n-----END PRIVATE KEY-----\n");
    Tls files = new Tls(false, tls.certificate("ca"), tls.certificate("client"), key);
    refused(files, "does not belong to the certificate");
    assertThatExceptionOfType(TlsFiles.UnusableException.class)
        .isThrownBy(() -> TlsFiles.read(files))
        .satisfies(e -> assertThat(e).hasNoCause())
        .withMessageNotContaining(content);
  }
}
