package io.contextgraph.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arguments and environments of processes and of those that they started, as every program of
 * their user reads them; see proc(5).
 *
 * @param bytes all of them, one after another
 * @param unreadable files that only another user may read
 */
record ProcessTexts(InputStream bytes, List<Path> unreadable) {
  static ProcessTexts of(Iterable<Long> pids) throws IOException {
    List<InputStream> texts = new ArrayList<>();
    List<Path> unreadable = new ArrayList<>();
    for (long pid : pids) {
      for (long each : withDescendants(pid)) {
        for (String name : List.of("cmdline", "environ")) {
          Path file = Path.of("/proc", Long.toString(each), name);
          try {
            texts.add(new ByteArrayInputStream(Files.readAllBytes(file)));
          } catch (AccessDeniedException ofAnother) {
            unreadable.add(file);
          } catch (FileSystemException failed) {
            // A process that ends meanwhile has no such files, or none that can be read.
            if (ProcessHandle.of(each).filter(ProcessHandle::isAlive).isPresent()) {
              throw failed;
            }
          }
        }
      }
    }
    return new ProcessTexts(new SequenceInputStream(Collections.enumeration(texts)), unreadable);
  }

  private static List<Long> withDescendants(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(ProcessHandle::pid)
        .toList();
  }
}
