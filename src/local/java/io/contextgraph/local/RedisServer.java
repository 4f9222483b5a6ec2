package io.contextgraph.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Redis, configured to acknowledge a write only after it is on disk. */
public record RedisServer(Path program, Path data, int port) implements Server {
  private static final int PING_TIMEOUT_MILLIS = 1_000;

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
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of("--bind", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(List.of("--dir", data.toString(), "--save", ""));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always"));
    // As RDB, a rewritten file would have the bytes of trimmed entries beside which others remain.
    command.addAll(List.of("--aof-use-rdb-preamble", "no"));
    command.addAll(List.of("--maxmemory-policy", "noeviction"));
    // Redis's own process title would hide the folder by which LeftOvers finds the process.
    command.addAll(List.of("--set-proc-title", "no"));
    return command;
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
      socket.setSoTimeout(PING_TIMEOUT_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] pong = socket.getInputStream().readNBytes(5);
      return new String(pong, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }
}
