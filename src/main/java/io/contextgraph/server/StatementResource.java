package io.contextgraph.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads SQL and Cypher statements from resource files, one statement per file, next to the class
 * that runs them.
 */
public final class StatementResource {
  private StatementResource() {}

  /**
   * Reads the statement from a file in the package of {@code owner}.
   *
   * @throws IllegalStateException if the jar was built without the file
   */
  public static String text(Class<?> owner, String file) {
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "the jar lacks " + owner.getPackageName().replace('.', '/') + "/" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
