package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Servers that an earlier run left behind when it was killed. */
record LeftOvers(Path connections) {
  /** Stops those that still use the data folder, and no other processes. */
  void stop(Path data, Consumer<String> progress) throws IOException {
    if (!Files.exists(connections)) {
      return;
    }
    for (String line : Files.readAllLines(connections)) {
      int equals = line.indexOf("_PID='");
      if (equals > 0) {
        long pid = Long.parseLong(line.substring(equals + 6, line.length() - 1));
        ProcessHandle.of(pid)
            .filter(process -> belongsTo(process, data))
            .ifPresent(process -> stop(process, progress));
      }
    }
  }

  private static boolean belongsTo(ProcessHandle process, Path data) {
    return process.info().commandLine().filter(line -> line.contains(data + "/")).isPresent();
  }

  private static void stop(ProcessHandle process, Consumer<String> progress) {
    progress.accept("Stopping process " + process.pid() + " of an earlier run ...");
    process.destroy();
    try {
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    } catch (CompletionException tooLong) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
