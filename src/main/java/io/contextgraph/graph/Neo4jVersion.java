package io.contextgraph.graph;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Neo4j server. Version 5.24 is the first that knows labels by expression, which
 * the statements that rewrite events use; the versions after 5.26 are numbered by year and month.
 */
record Neo4jVersion(int major, int minor) implements Comparable<Neo4jVersion> {
  static final Neo4jVersion OLDEST = new Neo4jVersion(5, 24);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\b.*");
  private static final Comparator<Neo4jVersion> ORDER =
      Comparator.comparingInt(Neo4jVersion::major).thenComparingInt(Neo4jVersion::minor);

  /**
   * Checks the version of a server.
   *
   * @param text as {@code dbms.components()} returns it, e.g. 5.26.30 or 2026.08.1
   * @throws ProjectionException if it is older than {@link #OLDEST}, or not a version
   */
  static void requireSupported(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || parse(matcher).compareTo(OLDEST) < 0) {
      throw ProjectionException.unsupportedServer(text, OLDEST.toString());
    }
  }

  private static Neo4jVersion parse(Matcher matcher) {
    return new Neo4jVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public int compareTo(Neo4jVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
