package io.contextgraph.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Redis that acknowledges only what is on disk. */
public record RedisServer(Path program, Path data, int port) implements Server {
  @Override
  public String name() {
    return "REDIS";
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(data);
  }

  @Override
  public List<String> command() {
    return List.of(
        program.toString(),
        "--bind",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--dir",
        data.toString(),
        "--appendonly",
        "yes",
        "--appendfsync",
        "always",
        "--save",
        "",
        "--maxmemory-policy",
        "noeviction",
        // Its own title would hide the folder by which a later start knows a left-over process.
        "--set-proc-title",
        "no");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public Path log() {
    return data.resolveSibling("logs/redis.log");
  }

  @Override
  public boolean isReady() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] pong = socket.getInputStream().readNBytes(5);
      return new String(pong, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }
}
