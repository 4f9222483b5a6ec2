package io.contextgraph.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The logs of the JobManager and the TaskManagers. */
record ServerLogs(Path folder) {
  private static final Pattern PROBLEM =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d [\\d:,]+ (WARN|ERROR|FATAL) .*|WARNING: .*");

  /** The size of each log now, to read on from there. */
  Map<Path, Long> sizes() throws IOException {
    Map<Path, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().matches("(job|task)manager.*\\.log")) {
          sizes.put(file, Files.size(file));
        }
      }
    }
    return sizes;
  }

  /** The lines at WARN or above that were added since. */
  List<String> problemsSince(Map<Path, Long> sizes) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path file : sizes().keySet()) {
      byte[] bytes = Files.readAllBytes(file);
      int from = Math.toIntExact(sizes.getOrDefault(file, 0L));
      new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> PROBLEM.matcher(line).matches())
          .forEach(line -> problems.add(file.getFileName() + ": " + line));
    }
    return problems;
  }
}
