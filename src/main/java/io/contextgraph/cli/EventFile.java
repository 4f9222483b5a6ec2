package io.contextgraph.cli;

import io.contextgraph.producer.JsonLines;
import io.contextgraph.server.FailureText;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of events that a person named, or the standard input. */
final class EventFile implements Closeable {
  private static final String STANDARD_INPUT = "-";

  private final String name;
  private final InputStream standardInput;
  private @Nullable Path copy;

  /**
   * @param name the path of a file, or {@code -} for the standard input
   * @throws UsageException if the file cannot be read
   */
  EventFile(String name, InputStream standardInput) {
    this.name = name;
    this.standardInput = standardInput;
    if (!name.equals(STANDARD_INPUT)) {
      requireReadable(path());
    }
  }

  private void requireReadable(Path path) {
    if (!Files.exists(path)) {
      throw new UsageException("there is no file " + name);
    }
    if (Files.isDirectory(path) || !Files.isReadable(path)) {
      throw new UsageException("the file " + name + " cannot be read");
    }
  }

  private Path path() {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException("there is no file " + name);
    }
  }

  /**
   * Copies the input to a temporary file, which only this user may read and which {@link #close}
   * deletes, so that its lines can be read twice and do not change in between.
   *
   * @throws UsageException if it cannot be copied, for example because there is no room
   */
  void copy() {
    try (InputStream in = open()) {
      Path target = Files.createTempFile("context-graph-publish-", ".jsonl");
      copy = target;
      try (OutputStream out = Files.newOutputStream(target)) {
        in.transferTo(out);
      }
    } catch (IOException e) {
      throw new UsageException(
          "%s cannot be copied to a temporary file%s: %s"
              .formatted(shownName(), copy == null ? "" : " " + copy, FailureText.of(e)));
    }
  }

  /**
   * Opens the lines from the first one.
   *
   * @throws UsageException if the input is text of another encoding than UTF-8, or compressed
   */
  JsonLines lines() throws IOException {
    Path copied = copy;
    BufferedInputStream in =
        new BufferedInputStream(copied == null ? open() : Files.newInputStream(copied));
    try {
      requireUsable(FileForm.of(in));
      return new JsonLines(in);
    } catch (IOException | UsageException e) {
      in.close();
      throw e;
    }
  }

  private void requireUsable(String form) {
    if (!form.isEmpty()) {
      throw new UsageException(shownName() + " " + form);
    }
  }

  private InputStream open() throws IOException {
    return name.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(path());
  }

  private String shownName() {
    return name.equals(STANDARD_INPUT) ? "the standard input" : "the file " + name;
  }

  @Override
  public void close() throws IOException {
    if (copy != null) {
      Files.deleteIfExists(copy);
    }
  }
}
