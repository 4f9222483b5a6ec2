package io.contextgraph.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The ports of all servers.
 *
 * @param base the first; the others follow it
 */
public record Ports(int base) {
  static final int DEFAULT_BASE = 18080;
  public static final int COUNT = 12;

  /** Below it only the superuser may listen. */
  private static final int LOWEST = 1_024;

  /** Beyond the last one there is none. */
  private static final int HIGHEST = 65_535 - COUNT + 1;

  /**
   * The ports from the value of {@code --port-base} on.
   *
   * @throws UsageException if it is no port, or the last of them would be none
   */
  public static Ports parse(String base) {
    return new Ports(WholeNumber.within("--port-base", base, LOWEST, HIGHEST));
  }

  static Ports ofFlinkRest(int port) {
    return new Ports(port - 1);
  }

  /**
   * @throws InUseException if a program listens on one of the ports
   */
  void checkFree() throws IOException {
    for (int port = base; port < base + COUNT; port++) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (BindException taken) {
        throw new InUseException(
            "port " + port + " is in use; choose other ports with --port-base");
      }
    }
  }

  public int redis() {
    return base;
  }

  int flinkRest() {
    return base + 1;
  }

  public int postgres() {
    return base + 2;
  }

  public int neo4jBolt() {
    return base + 3;
  }

  public int neo4jHttp() {
    return base + 4;
  }

  int jobManagerRpc() {
    return base + 5;
  }

  int jobManagerBlobs() {
    return base + 6;
  }

  int taskManagerRpc(int number) {
    return base + 7 + number;
  }

  int taskManagerData(int number) {
    return base + 9 + number;
  }
}
