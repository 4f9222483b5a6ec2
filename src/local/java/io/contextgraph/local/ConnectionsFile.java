package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Shell assignments that tell other programs where the servers are; only its owner reads them. */
record ConnectionsFile(Path path) {
  /** Replaces the file as a whole, so that no reader ever sees half of it. */
  void write(Map<String, String> values) throws IOException {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append("CONTEXT_GRAPH_").append(name).append("='").append(value).append("'\n"));
    Path part = path.resolveSibling(path.getFileName() + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(part, text);
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
