package io.contextgraph.local;

import java.nio.file.Path;

/** The Java that runs the launcher; it runs the Java servers too. */
public final class JavaProgram {
  public static final String PATH =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private JavaProgram() {}
}
