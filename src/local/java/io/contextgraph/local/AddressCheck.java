package io.contextgraph.local;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;

/**
 * Checks that something listens at the addresses that a job is given: a job waits for a server that
 * is away, so it would run and record nothing.
 *
 * @param patience how long to wait for one connection
 */
record AddressCheck(Duration patience) {
  private static final int NEO4J_PORT = 7687;
  private static final Map<String, Integer> DEFAULT_PORTS =
      Map.of(
          "redis.uri", RedisAddress.DEFAULT_PORT,
          "postgres.uri", PostgresConnections.DEFAULT_PORT,
          "privacy.uri", PostgresConnections.DEFAULT_PORT,
          "neo4j.uri", NEO4J_PORT);

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
            connect(key, ServerAddress.ofUriWithSecret(value), DEFAULT_PORTS.get(key));
          }
        });
  }

  private void connect(String key, ServerAddress address, int defaultPort) {
    int port = address.portOr(defaultPort);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), port), (int) patience.toMillis());
    } catch (IOException e) {
      throw new UsageException(
          "--set %s: %s:%d cannot be reached: %s"
              .formatted(key, address.host(), port, FailureText.of(e)));
    }
  }
}
