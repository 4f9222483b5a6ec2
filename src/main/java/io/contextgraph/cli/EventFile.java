package io.contextgraph.cli;

import io.contextgraph.producer.JsonLines;
import io.contextgraph.server.FailureText;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The file of events that a person named, or the standard input. */
final class EventFile implements Closeable {
  private static final String STANDARD_INPUT = "-";

  private final String name;
  private final InputStream standardInput;
  private @Nullable FileChannel copy;

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
   * Copies the input to a temporary file, so that its lines can be read twice and do not change in
   * between. Only this user may read it, and it has no name: however this process ends, the system
   * removes it, since its lines may have personal data in plain.
   *
   * @throws UsageException if it cannot be copied, for example because there is no room
   */
  void copy() {
    try (InputStream in = open()) {
      FileChannel target = unnamed();
      copy = target;
      in.transferTo(Channels.newOutputStream(target));
    } catch (IOException e) {
      throw new UsageException(
          "%s cannot be copied to a temporary file in %s: %s"
              .formatted(shownName(), System.getProperty("java.io.tmpdir"), FailureText.of(e)));
    }
  }

  private static FileChannel unnamed() throws IOException {
    Path file = Files.createTempFile("context-graph-publish-", ".jsonl");
    try {
      return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Opens the lines from the first one.
   *
   * @throws UsageException if the input is text of another encoding than UTF-8, or compressed
   */
  JsonLines lines() throws IOException {
    FileChannel copied = copy;
    BufferedInputStream in = new BufferedInputStream(copied == null ? open() : from(copied));
    try {
      requireUsable(FileForm.of(in));
      return new JsonLines(in);
    } catch (IOException | UsageException e) {
      in.close();
      throw e;
    }
  }

  /** From the first byte; the file stays open for the next one who reads it. */
  private static InputStream from(FileChannel copy) throws IOException {
    copy.position(0);
    return new FilterInputStream(Channels.newInputStream(copy)) {
      @Override
      public void close() {}
    };
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
      copy.close();
    }
  }
}
