package io.contextgraph.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Values;

/**
 * A Cypher statement that is kept as a resource.
 *
 * @param name the resource's name without {@code .cypher}
 */
public record Cypher(String name, String text) {
  /**
   * Reads a statement from the resources of a class's package.
   *
   * @throws IllegalStateException if there is no such resource
   */
  public static Cypher read(Class<?> owner, String name) {
    String file = name + ".cypher";
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "the jar lacks the resource " + file + " of " + owner.getPackageName());
      }
      return new Cypher(name, new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the statement and returns all of its rows. */
  public List<Record> run(SimpleQueryRunner runner, Map<String, Object> parameters) {
    return runner.run(text, Values.value(parameters)).list();
  }
}
