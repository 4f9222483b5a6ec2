package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shell assignments that name the servers for other programs; only the file's owner may read it.
 */
record ConnectionsFile(Path path) {
  private static final String PREFIX = "CONTEXT_GRAPH_";

  /** Replaces the file atomically: a reader never sees a part of it. */
  void write(Map<String, String> values) throws IOException {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) -> text.append(PREFIX).append(name).append("='").append(value).append("'\n"));
    Path part = path.resolveSibling(path.getFileName() + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(part, text);
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The values by their names without the prefix. */
  Map<String, String> read() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(path)) {
      int equals = line.indexOf("='");
      if (line.startsWith(PREFIX) && equals > 0 && line.endsWith("'")) {
        values.put(
            line.substring(PREFIX.length(), equals), line.substring(equals + 2, line.length() - 1));
      }
    }
    return values;
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
