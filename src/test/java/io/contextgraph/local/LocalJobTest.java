package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What bin/local does about its job while bin/redeploy is at work; Flink answers as in a script.
 */
class LocalJobTest {
  private static final String RUNNING = "{\"jobs\": [{\"id\": \"7a\", \"status\": \"RUNNING\"}]}";
  private static final String ENDED = "{\"jobs\": [{\"id\": \"7a\", \"status\": \"FINISHED\"}]}";
  private static final String LOST = "{\"jobs\": []}";

  @TempDir private Path data;
  private final List<String> progress = new CopyOnWriteArrayList<>();
  private HttpServer flink;
  private volatile String jobs = RUNNING;
  private LocalJob job;

  @BeforeEach
  void start() throws Exception {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext("/jobs", exchange -> answer(exchange, jobs));
    flink.createContext(
        "/taskmanagers", exchange -> answer(exchange, "{\"taskmanagers\": [{}, {}]}"));
    flink.start();
    Ports ports = Ports.ofFlinkRest(flink.getAddress().getPort());
    FlinkHome home = new FlinkHome(new Distribution(data, line -> {}), data, data.resolve("flink"));
    Path jar = data.resolve("missing.jar");
    job = new LocalJob(new FlinkCluster(home, ports), jar, data, progress::add, "bin/redeploy");
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    flink.stop(0);
  }

  private boolean submits() {
    return progress.stream().anyMatch(line -> line.startsWith("Submitting the job"));
  }

  @Test
  void aLostJobIsNotSubmittedAgainWhileARedeploymentIsAtWork() throws Exception {
    job.supervise(List.of());
    jobs = LOST;
    try (FolderLock redeployment = FolderLock.ofRedeployment(data)) {
      assertThat(redeployment.acquire()).isTrue();
      job.supervise(List.of());
      assertThat(submits()).isFalse();
    }
    assertThatIOException().isThrownBy(() -> job.supervise(List.of())).withMessageContaining("jar");
    assertThat(submits()).isTrue();
  }

  @Test
  void theEndOfAJobIsReportedOnceAndNotWhileARedeploymentIsAtWork() throws Exception {
    job.supervise(List.of());
    jobs = ENDED;
    try (FolderLock redeployment = FolderLock.ofRedeployment(data)) {
      assertThat(redeployment.acquire()).isTrue();
      job.supervise(List.of());
      assertThat(progress).noneMatch(line -> line.startsWith("The job ended"));
    }
    job.supervise(List.of());
    job.supervise(List.of());
    assertThat(progress).filteredOn(line -> line.startsWith("The job ended")).hasSize(1);
  }

  @Test
  void theFirstSubmissionAndARedeploymentExcludeEachOther() throws Exception {
    try (FolderLock redeployment = FolderLock.ofRedeployment(data)) {
      assertThat(redeployment.acquire()).isTrue();
      assertThatExceptionOfType(InUseException.class)
          .isThrownBy(() -> job.reserve())
          .withMessageStartingWith("bin/redeploy is at work in " + data);
    }
    job.reserve();
    try (FolderLock redeployment = FolderLock.ofRedeployment(data)) {
      assertThat(redeployment.acquire()).isFalse();
    }
  }
}
