package io.contextgraph.system;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What one thread logs until this object is closed, with stack traces: the backend of the tests
 * writes it to standard error.
 */
public final class ErrorOutput implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  public ErrorOutput() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  /** The lines without those that other threads log, as Flink does in its finalizers. */
  public List<String> lines() {
    String own = "[" + Thread.currentThread().getName() + "]";
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("[") || line.startsWith(own))
        .toList();
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
