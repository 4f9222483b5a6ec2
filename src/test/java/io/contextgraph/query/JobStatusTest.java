package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers of Flink's REST interface, or of what stands before it. */
class JobStatusTest {
  private HttpServer server;
  private volatile int status;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "401, io.contextgraph.server.RefusedException",
    "403, io.contextgraph.server.RefusedException",
    "500, java.io.IOException",
    "503, java.io.IOException"
  })
  void missingCredentialsAreARefusalAndAnyOtherErrorIsAFailure(
      int answer, Class<? extends Exception> type) {
    status = answer;
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ServerAddress rest = new ServerAddress(uri, null, null);
    assertThatExceptionOfType(type)
        .isThrownBy(() -> new JobStatus(rest, InstantSource.system()).jobs())
        .withMessageContaining("HTTP status " + answer);
  }
}
