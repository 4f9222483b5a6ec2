package io.contextgraph.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sockets that a process listens on, from Linux's /proc; see proc_net(5). */
final class Listeners {
  private static final String LISTEN = "0A";
  private static final String LOOPBACK_4 = "7F";
  private static final String LOOPBACK_6 = "00000000000000000000000001000000";

  private Listeners() {}

  /**
   * Returns each listening socket of a process of this user as hexadecimal address, colon, port.
   */
  static List<String> all(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      for (Path file : open.toList()) {
        try {
          sockets.add(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException closedMeanwhile) {
          continue;
        }
      }
    }
    List<String> found = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : Files.readAllLines(process.resolve(table))) {
        String[] columns = line.strip().split("\\s+");
        if (columns[3].equals(LISTEN) && sockets.contains("socket:[" + columns[9] + "]")) {
          found.add(columns[1]);
        }
      }
    }
    return found;
  }

  /** Whether the address is a loopback address. */
  static boolean isLoopback(String listener) {
    String address = listener.substring(0, listener.indexOf(':'));
    return address.endsWith(LOOPBACK_4) || address.equals(LOOPBACK_6);
  }
}
