package io.contextgraph.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.contextgraph.tls.TlsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ops/certificates replaces, and what it says about that; needs openssl. */
class CertificateRenewalTest {
  /** Less than 30 days. */
  private static final Map<String, String> ENDING_SOON = Map.of("DAYS", "20");

  private static final String FLINK = "docker compose restart jobmanager taskmanager submit";

  @TempDir private Path folder;

  @BeforeEach
  void requireOpenssl() throws Exception {
    assumeTrue(new ProcessBuilder("bash", "-c", "command -v openssl").start().waitFor() == 0);
  }

  private List<String> run(Map<String, String> variables) throws Exception {
    ProcessBuilder script =
        new ProcessBuilder("bash", "ops/certificates").redirectErrorStream(true);
    script.environment().put("TLS", folder.toString());
    script.environment().putAll(variables);
    Process process = script.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().filter(line -> line.startsWith("certificates: ")).toList();
  }

  private String certificate(String server) throws IOException {
    return Files.readString(folder.resolve(server + "/server.crt"));
  }

  @Test
  void whatIsMadeForTheFirstTimeOrStaysIsNotMentioned() throws Exception {
    assertThat(run(Map.of())).isEmpty();
    assertThat(run(Map.of())).isEmpty();
  }

  @Test
  void eachServerWhoseCertificateIsReplacedIsNamedWithWhatToRestart() throws Exception {
    run(ENDING_SOON);
    String former = certificate("redis");
    List<String> lines = run(Map.of());
    for (String server : List.of("redis", "postgres", "neo4j")) {
      assertThat(lines)
          .contains(
              "certificates: the certificate of %s is replaced; afterwards run: docker compose restart %s"
                  .formatted(server, server));
    }
    assertThat(certificate("redis")).isNotEqualTo(former);
    assertThat(run(Map.of())).noneMatch(line -> line.contains("redis"));
  }

  /** Processes that run trust no other one. */
  @Test
  void thatOfFlinkIsReplacedOnRequestOnly() throws Exception {
    run(ENDING_SOON);
    String former = certificate("flink");
    assertThat(run(Map.of()))
        .filteredOn(line -> line.contains("flink"))
        .singleElement()
        .asString()
        .contains("is valid until", "run --rm -e RENEW=flink prepare", FLINK);
    assertThat(certificate("flink")).isEqualTo(former);
    assertThat(run(Map.of("RENEW", "flink")))
        .containsExactly(
            "certificates: the certificate of flink is replaced; afterwards run: " + FLINK);
    assertThat(certificate("flink")).isNotEqualTo(former);
    assertThat(run(Map.of())).isEmpty();
  }

  @Test
  void thatOfFlinkIsReplacedOnceItHasExpired(@TempDir Path other) throws Exception {
    run(Map.of());
    Path expired = Path.of(TlsFolder.in(other).certificate("expired-self-signed"));
    Files.copy(expired, folder.resolve("flink/server.crt"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(run(Map.of())).anyMatch(line -> line.contains("flink is replaced"));
    assertThat(run(Map.of())).isEmpty();
  }

  @Test
  void aReplacedAuthoritySaysThatClientsNeedItAndReplacesWhatItSigned() throws Exception {
    run(Map.of());
    Files.writeString(folder.resolve("authority/ca.crt"), "no longer valid");
    List<String> lines = run(Map.of());
    assertThat(lines.get(0)).contains("the authority is replaced", "ca.crt to every client");
    assertThat(lines).filteredOn(line -> line.contains("docker compose restart")).hasSize(3);
  }
}
