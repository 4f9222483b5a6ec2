package io.contextgraph.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.contextgraph.query.JobStatus;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Tls;
import io.contextgraph.server.TlsFailure;
import io.contextgraph.server.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Runs ops/certificates, which creates the certificates of docker-compose.yml; needs openssl. */
class CertificatesScriptTest {
  @TempDir private Path folder;

  @BeforeEach
  void run() throws Exception {
    assumeTrue(new ProcessBuilder("bash", "-c", "command -v openssl").start().waitFor() == 0);
    assertThat(exitCode()).isZero();
  }

  private int exitCode() throws Exception {
    ProcessBuilder script =
        new ProcessBuilder("bash", "ops/certificates")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    script.environment().put("TLS", folder.toString());
    return script.start().waitFor();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private X509Certificate certificate(String name) throws Exception {
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private Map<Path, String> contents() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.endsWith("log"))
          .collect(
              Collectors.toMap(
                  file -> file, CertificatesScriptTest::read, (a, b) -> a, TreeMap::new));
    }
  }

  private static String read(Path file) {
    try {
      return java.util.Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theAuthoritySignsEachServerForItsNameInTheNetworkAndOnThisMachine() throws Exception {
    X509Certificate authority = certificate("ca/ca.crt");
    assertThat(authority.getBasicConstraints()).isNotNegative();
    for (String server : new String[] {"redis", "postgres", "neo4j"}) {
      X509Certificate certificate = certificate(server + "/server.crt");
      certificate.verify(authority.getPublicKey());
      assertThat(certificate.getSubjectAlternativeNames().toString())
          .contains("[2, " + server + "]", "[2, localhost]", "[7, 127.0.0.1]");
      Tls tls =
          new Tls(
              false, file("ca/ca.crt"), file(server + "/server.crt"), file(server + "/server.key"));
      assertThat(TlsFiles.read(tls).keys()).isNotNull();
    }
  }

  @Test
  void flinkGetsAStoreWithThePasswordOfItsSettings() throws Exception {
    Map<String, String> settings =
        new Yaml().load(Files.readString(folder.resolve("flink/flink.yaml")));
    for (String part : new String[] {"internal", "rest"}) {
      String prefix = "security.ssl." + part + ".";
      assertThat((Object) settings.get(prefix + "enabled")).isEqualTo(true);
      String password = settings.get(prefix + "keystore-password");
      assertThat(password).hasSizeGreaterThan(16).isEqualTo(settings.get(prefix + "key-password"));
      KeyStore store =
          KeyStore.getInstance(folder.resolve("flink/keys.p12").toFile(), password.toCharArray());
      assertThat(store.isKeyEntry("flink")).isTrue();
    }
  }

  @Test
  void aRenewalThatFailedIsRepeated() throws Exception {
    Path store = folder.resolve("flink/keys.p12");
    Files.writeString(folder.resolve("flink/server.crt"), "no longer valid");
    Files.delete(store);
    Files.createDirectory(store);
    assertThat(exitCode()).isNotZero();
    Files.delete(store);
    run();
    flinkGetsAStoreWithThePasswordOfItsSettings();
  }

  @Test
  void whatIsValidStaysAndTheKeyOfTheAuthorityIsInOnePlace() throws Exception {
    Map<Path, String> first = contents();
    run();
    assertThat(contents()).isEqualTo(first);
    String secret = first.get(folder.resolve("authority/ca.key"));
    assertThat(first.values().stream().filter(secret::equals)).hasSize(1);
  }

  /** ops/submit asks the JobManager for its jobs. */
  @Test
  void submitVerifiesTheJobManager() throws Exception {
    HttpsServer jobManager = jobManager(CertificatesScriptTest::answerJobs);
    try {
      int port = jobManager.getAddress().getPort();
      assertThat(submit(port, "flink/server.crt")).isEqualTo("submit: the job is running");
      assertThat(submit(port, "redis/server.crt")).contains("does not answer");
    } finally {
      jobManager.stop(0);
    }
  }

  /** Its configuration does not suffice: an address after -m without https:// turns TLS off. */
  @Test
  void submitGivesFlinksClientAnAddressWithHttps() throws Exception {
    Path client = folder.resolve("client");
    Files.writeString(client, "#!/usr/bin/env bash\necho \"flink $*\"\n");
    assertThat(client.toFile().setExecutable(true)).isTrue();
    HttpsServer jobManager = jobManager(request -> answer(request, "{\"jobs\":[]}"));
    try {
      int port = jobManager.getAddress().getPort();
      assertThat(submit(port, "flink/server.crt"))
          .contains("\nflink run -d -m https://localhost:" + port + " ");
    } finally {
      jobManager.stop(0);
    }
  }

  /** The command line does, too. */
  @Test
  void statusVerifiesTheJobManager() throws Exception {
    HttpsServer jobManager = jobManager(CertificatesScriptTest::answerThatItIsAway);
    try {
      int port = jobManager.getAddress().getPort();
      assertThat(statusFailure(port, "flink/server.crt")).hasMessageContaining("HTTP status 503");
      assertThat(TlsFailure.reason(statusFailure(port, "redis/server.crt")))
          .contains("its certificate is signed by no authority that is trusted here");
    } finally {
      jobManager.stop(0);
    }
  }

  private Throwable statusFailure(int port, String authority) {
    URI uri = URI.create("https://127.0.0.1:" + port);
    ServerAddress rest = new ServerAddress(uri, null, null, Tls.trusting(file(authority)));
    return catchThrowable(() -> new JobStatus(rest, InstantSource.system()).jobs());
  }

  private HttpsServer jobManager(HttpHandler handler) throws IOException {
    Tls own = new Tls(false, file("ca/ca.crt"), file("flink/server.crt"), file("flink/server.key"));
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(TlsFiles.read(own).context()));
    server.createContext("/jobs", handler);
    server.start();
    return server;
  }

  private static void answerThatItIsAway(HttpExchange request) throws IOException {
    request.sendResponseHeaders(503, -1);
    request.close();
  }

  private static void answerJobs(HttpExchange request) throws IOException {
    answer(request, "{\"jobs\":[{\"id\":\"a\",\"status\":\"RUNNING\"}]}");
  }

  private static void answer(HttpExchange request, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    request.sendResponseHeaders(200, bytes.length);
    request.getResponseBody().write(bytes);
    request.close();
  }

  private String submit(int port, String authority) throws Exception {
    ProcessBuilder script =
        new ProcessBuilder("bash", "ops/submit", "start").redirectErrorStream(true);
    script.environment().put("JOB_MANAGER", "localhost:" + port);
    script.environment().put("REST_CA", file(authority));
    script.environment().put("STATE", folder.toString());
    script.environment().put("FLINK", file("client"));
    return new String(script.start().getInputStream().readAllBytes(), UTF_8).strip();
  }
}
