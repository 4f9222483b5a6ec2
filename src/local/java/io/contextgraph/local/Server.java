package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that runs as a process of its own. */
public interface Server {
  /** As in {@code connections.env}: upper case, e.g. {@code TASKMANAGER_1}. */
  String name();

  /** Makes what the program needs before its first start. */
  void prepare() throws IOException, InterruptedException;

  List<String> command() throws IOException, InterruptedException;

  Map<String, String> environment();

  /** Its standard output and error. */
  Path log();

  /** Whether it answers. */
  boolean isReady();

  /** The signal that stops it in an orderly way. */
  default String stopSignal() {
    return "TERM";
  }
}
