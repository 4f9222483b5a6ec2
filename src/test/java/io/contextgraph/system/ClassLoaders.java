package io.contextgraph.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Inspects one of Flink's JVMs with the JDK's jcmd. */
final class ClassLoaders {
  private ClassLoaders() {}

  /** The number of jobs whose classes remain loaded after a garbage collection. */
  static long ofJobs(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    return jcmd(pid, "VM.classloader_stats")
        .lines()
        .filter(line -> line.contains("ChildFirstClassLoader"))
        .count();
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + output);
    }
    return output;
  }
}
