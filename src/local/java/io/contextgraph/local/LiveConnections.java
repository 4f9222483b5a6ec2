package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keeps {@code connections.env} in step with what runs. Safe for threads: once the file was deleted
 * at the end, no supervising thread writes it again.
 */
final class LiveConnections {
  private final ConnectionsFile file;
  private final Addresses addresses;
  private final LocalNotary notary;
  private final ServerProcesses processes;
  private boolean ended;

  LiveConnections(
      ConnectionsFile file, Addresses addresses, LocalNotary notary, ServerProcesses processes) {
    this.file = file;
    this.addresses = addresses;
    this.notary = notary;
    this.processes = processes;
  }

  Path path() {
    return file.path();
  }

  synchronized void write() throws IOException {
    if (ended) {
      return;
    }
    Map<String, String> values = addresses.forPrograms();
    values.putAll(new LocalPrivacy(addresses).forPrograms());
    values.putAll(notary.forPrograms());
    processes.pids().forEach((name, pid) -> values.put(name + "_PID", Long.toString(pid)));
    file.write(values);
  }

  synchronized void end() throws IOException {
    ended = true;
    file.delete();
  }
}
