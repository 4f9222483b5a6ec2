package io.contextgraph.fault;

import io.contextgraph.local.Distribution;
import io.contextgraph.local.JavaProgram;
import io.contextgraph.local.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The ZooKeeper server bundled with Flink, for Flink's high-availability services. */
record ZooKeeperServer(Distribution distribution, Path data, int port) implements Server {
  @Override
  public String name() {
    return "ZOOKEEPER";
  }

  private Path configuration() {
    return data.resolve("zoo.cfg");
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(data);
    Files.write(
        configuration(),
        List.of(
            "tickTime=1000",
            "dataDir=" + data,
            "clientPort=" + port,
            "clientPortAddress=127.0.0.1",
            "server.1=127.0.0.1:" + (port + 1) + ":" + (port + 2)));
  }

  @Override
  public List<String> command() {
    return List.of(
        JavaProgram.PATH,
        "-Xmx128m",
        "-Dzookeeper.admin.enableServer=false",
        "-cp",
        distribution.classPath("flink"),
        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
        "--zkConfigFile",
        configuration().toString(),
        "--peerId",
        "1");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public Path log() {
    return data.resolveSibling("logs/zookeeper.log");
  }

  @Override
  public boolean isReady() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The Flink configuration that uses this server. */
  Map<String, String> settings() {
    return Map.of(
        "high-availability.type", "zookeeper",
        "high-availability.zookeeper.quorum", "127.0.0.1:" + port,
        "high-availability.storageDir", data.resolveSibling("ha").toUri().toString(),
        "high-availability.cluster-id", "/faults",
        "high-availability.zookeeper.client.session-timeout", "5000");
  }
}
