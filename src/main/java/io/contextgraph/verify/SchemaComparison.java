package io.contextgraph.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Compares the parts of a schema with those of a new one. */
final class SchemaComparison {
  /** The parts that the definitions of partitions are compared with. */
  private static final String PARTITION = "partition";

  /** The parts that the rows of {@code ledger.schema_version} are compared with. */
  private static final String VERSION = "rows";

  /** The table of these rows, and what belongs to it. */
  private static final Pattern OF_VERSION =
      Pattern.compile("((table|column) )?schema_version([._].*)?");

  private final List<SchemaPart> expected;

  /**
   * @param installed the lines of the resource
   */
  SchemaComparison(List<String> installed) {
    this.expected = installed.stream().map(SchemaPart::ofLine).toList();
  }

  /** What differs in objects; empty if nothing does. */
  List<Finding> differences(List<SchemaPart> found) {
    return differences("", objects(), found);
  }

  /** What differs in the rows of {@code ledger.schema_version}. */
  List<Finding> versionDifferences(List<SchemaPart> found) {
    return differences("", of(VERSION), found);
  }

  /** Whether the objects are those of this release, but for {@code ledger.schema_version}. */
  boolean areOfThisRelease(List<SchemaPart> found) {
    return differences("", withoutVersion(objects()), withoutVersion(found)).isEmpty();
  }

  private static List<SchemaPart> withoutVersion(List<SchemaPart> parts) {
    return parts.stream().filter(part -> !OF_VERSION.matcher(part.name()).matches()).toList();
  }

  /** The last migration of this release; 0 if it has none. */
  int lastMigration() {
    return of(VERSION).stream()
        .mapToInt(part -> Integer.parseInt(part.definition().split(" ", 2)[0]))
        .max()
        .orElse(0);
  }

  /**
   * What differs in partitions.
   *
   * @param found the parts of each partition, by its name
   */
  List<Finding> partitionDifferences(Map<String, List<SchemaPart>> found) {
    List<Finding> differences = new ArrayList<>();
    new TreeMap<>(found)
        .forEach(
            (name, parts) -> differences.addAll(differences(name + ": ", of(PARTITION), parts)));
    return differences;
  }

  private List<SchemaPart> of(String kind) {
    return expected.stream().filter(part -> part.kind().equals(kind)).toList();
  }

  private List<SchemaPart> objects() {
    return expected.stream()
        .filter(part -> !part.kind().equals(PARTITION) && !part.kind().equals(VERSION))
        .toList();
  }

  private static List<Finding> differences(
      String prefix, List<SchemaPart> expected, List<SchemaPart> found) {
    Map<String, List<String>> before = byTitle(expected);
    Map<String, List<String>> after = byTitle(found);
    List<Finding> differences = new ArrayList<>();
    before.forEach(
        (title, definitions) -> {
          List<String> now = after.getOrDefault(title, List.of());
          if (!now.equals(definitions)) {
            differences.add(difference(prefix + title, definitions, now));
          }
        });
    after.forEach(
        (title, definitions) -> {
          if (!before.containsKey(title)) {
            differences.add(difference(prefix + title, List.of(), definitions));
          }
        });
    return differences;
  }

  private static Map<String, List<String>> byTitle(List<SchemaPart> parts) {
    Map<String, List<String>> byTitle = new LinkedHashMap<>();
    for (SchemaPart part : parts) {
      byTitle.computeIfAbsent(part.title(), none -> new ArrayList<>()).add(part.definition());
    }
    byTitle.values().forEach(definitions -> definitions.sort(null));
    return byTitle;
  }

  private static Finding difference(String title, List<String> expected, List<String> found) {
    List<String> missing = without(expected, found);
    List<String> added = without(found, expected);
    String what =
        found.isEmpty() ? " is missing" : expected.isEmpty() ? " is not installed" : " differs";
    return Finding.of(
        FindingKind.SCHEMA,
        title + what + list("; installed: ", missing) + list("; found: ", added));
  }

  private static List<String> without(List<String> definitions, List<String> others) {
    return definitions.stream().filter(it -> !others.contains(it) && !it.isEmpty()).toList();
  }

  private static String list(String heading, List<String> definitions) {
    return definitions.isEmpty() ? "" : heading + String.join(", ", definitions);
  }
}
