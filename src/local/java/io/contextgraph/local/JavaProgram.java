package io.contextgraph.local;

import java.nio.file.Path;

/** The Java executable that runs the launcher; it also runs the Java servers. */
public final class JavaProgram {
  public static final String PATH =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private JavaProgram() {}
}
