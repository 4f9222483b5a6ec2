package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that runs as a separate process. */
public interface Server {
  /** The name in {@code connections.env}, in upper case, e.g. {@code TASKMANAGER_1}. */
  String name();

  /** Creates what the program needs before its first start. */
  void prepare() throws IOException, InterruptedException;

  List<String> command() throws IOException, InterruptedException;

  Map<String, String> environment();

  /** The file for its standard output and error. */
  Path log();

  /** Whether it answers requests. */
  boolean isReady();

  /**
   * Whether it stores data on disk. Such a server may recover for long before it answers, and would
   * begin again if it were killed meanwhile.
   */
  default boolean holdsData() {
    return true;
  }

  /** The signal that shuts it down cleanly. */
  default String stopSignal() {
    return "TERM";
  }
}
