package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Checks that something listens at the addresses that a job is given: a job waits for a server that
 * is away, so it would run and record nothing.
 *
 * @param patience how long to wait for one connection
 */
record AddressCheck(Duration patience) {
  private static final Map<String, Integer> DEFAULT_PORTS =
      Map.of("redis.uri", 6379, "postgres.uri", 5432, "neo4j.uri", 7687);

  /**
   * Checks the addresses among some options.
   *
   * @param options valid values by key
   * @throws UsageException if nothing listens at one of them
   */
  void check(Map<String, String> options) {
    options.forEach(
        (key, value) -> {
          if (DEFAULT_PORTS.containsKey(key)) {
            connect(key, URI.create(value), DEFAULT_PORTS.get(key));
          }
        });
  }

  private void connect(String key, URI uri, int defaultPort) {
    int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port), (int) patience.toMillis());
    } catch (IOException e) {
      throw new UsageException(
          "--set %s: %s:%d cannot be reached: %s"
              .formatted(key, uri.getHost(), port, FailureText.of(e)));
    }
  }
}
