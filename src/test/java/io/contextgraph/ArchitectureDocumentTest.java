package io.contextgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.FieldName;
import io.contextgraph.event.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/architecture.md names only things that exist, and omits no package, column, label or reason.
 * Files are found by name, so moving a class between packages does not affect this test.
 */
class ArchitectureDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/architecture.md");
  private static final List<String> SHIPPED_ROOTS =
      List.of("src/main/java", "src/local/java", "src/benchmark/java");
  private static final Set<String> BUILT_JARS =
      Set.of("target/context-graph.jar", "target/context-graph-tools.jar");
  private static final Pattern LABEL =
      Pattern.compile(":\\s*([A-Z][a-z]\\w*(?:\\|[A-Z][a-z]\\w*)*)");
  private static final Pattern RELATIONSHIP = Pattern.compile("\\[\\w*:([A-Z][A-Z_]+)");
  private static final Pattern PROPERTY_SET = Pattern.compile("\\b\\w+\\.(\\w+) = row\\.\\1\\b");
  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE (ledger\\.\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
  private static final Pattern COLUMN =
      Pattern.compile(
          "^ {2}([a-z_]+) +(bigint|uuid|text|timestamptz|smallint|json|bytea|boolean)\\b");

  private static final Pattern ADDED_COLUMN =
      Pattern.compile("ALTER TABLE (ledger\\.\\w+)\\s+ADD COLUMN (\\w+) ([a-z]+)");

  private final String document = MarkdownDocument.read(DOCUMENT);
  private final MarkdownDocument markdown = new MarkdownDocument(document);
  private final Map<Path, String> shipped = files(SHIPPED_ROOTS, ".java");
  private final Map<Path, String> tests = files(List.of("src/test/java"), ".java");
  private final String sql = joined(files(List.of("src/main/resources"), ".sql"));
  private final String cypher =
      joined(files(List.of("src/main/resources"), ".cypher")).replaceAll("(?m)//.*$", "");

  @Test
  void everyNameInBackticksExists() {
    assertThat(MarkdownDocument.code(document)).filteredOn(name -> !exists(name)).isEmpty();
  }

  @Test
  void everyPackageHasItsRow() {
    Set<String> packages = new TreeSet<>();
    shipped.keySet().stream()
        .map(ArchitectureDocumentTest::packageOf)
        .filter(name -> !name.isEmpty())
        .forEach(packages::add);
    assertThat(markdown.rows("## Packages"))
        .extracting(row -> row.get(0))
        .hasSameElementsAs(packages);
  }

  @Test
  void everyPackageHasADescription() {
    assertThat(markdown.rows("## Packages"))
        .allSatisfy(row -> assertThat(row.get(1)).matches("[1-5]"))
        .allSatisfy(row -> assertThat(row.get(2)).endsWith("."));
  }

  @Test
  void everyTableOfTheLedgerHasItsSectionWithEveryColumnAndItsType() {
    Map<String, Map<String, String>> installed = new LinkedHashMap<>();
    Matcher table = TABLE.matcher(sql);
    while (table.find()) {
      installed.put(table.group(1), columns(table.group(2)));
    }
    Matcher added = ADDED_COLUMN.matcher(sql);
    while (added.find()) {
      installed.get(added.group(1)).put(added.group(2), added.group(3));
    }
    assertThat(installed).isNotEmpty();
    Map<String, Map<String, String>> documented = new LinkedHashMap<>();
    for (String name : tablesWithASection()) {
      Map<String, String> columns = new LinkedHashMap<>();
      markdown.rows("### `" + name + "`").forEach(row -> columns.put(row.get(0), row.get(1)));
      documented.put(name, columns);
    }
    assertThat(documented).isEqualTo(installed);
  }

  @Test
  void everyRoleHasItsRow() {
    assertThat(markdown.rows("### Roles"))
        .extracting(row -> row.get(0))
        .hasSameElementsAs(all(Pattern.compile("CREATE ROLE (\\w+)"), sql));
  }

  @Test
  void everyFunctionForReadersIsNamed() {
    Set<String> functions =
        all(Pattern.compile("CREATE (?:OR REPLACE )?FUNCTION ledger\\.(event\\w+)"), sql);
    assertThat(functions).isNotEmpty();
    assertThat(MarkdownDocument.code(markdown.section("### Functions"))).containsAll(functions);
  }

  @Test
  void everyLabelOfTheGraphHasItsRow() {
    Set<String> labels = new TreeSet<>();
    all(LABEL, cypher).forEach(found -> labels.addAll(Arrays.asList(found.split("\\|"))));
    assertThat(markdown.rowsUnder("| label |"))
        .extracting(row -> row.get(0))
        .hasSameElementsAs(labels);
  }

  @Test
  void everyRelationshipOfTheGraphHasItsRow() {
    assertThat(markdown.rowsUnder("| relationship |"))
        .extracting(row -> row.get(0))
        .hasSameElementsAs(all(RELATIONSHIP, cypher));
  }

  @Test
  void everyPropertyOfAnEventIsNamed() {
    Set<String> properties = all(PROPERTY_SET, cypher);
    assertThat(properties).isNotEmpty();
    List<String> event =
        markdown.rowsUnder("| label |").stream()
            .filter(row -> row.get(0).equals("Event"))
            .findAny()
            .get();
    assertThat(List.of(event.get(2).split(", "))).hasSameElementsAs(properties);
  }

  @Test
  void everyReasonHasItsRowInOrderOfPrecedence() {
    assertThat(markdown.rows("## Dead-letter reasons"))
        .extracting(row -> row.get(0))
        .containsExactly(Stream.of(Reason.values()).map(Reason::name).toArray(String[]::new));
  }

  @Test
  void everyLinkLeadsToAFile() {
    Matcher link = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)").matcher(document);
    while (link.find()) {
      assertThat(DOCUMENT.resolveSibling(link.group(1))).exists();
    }
  }

  private boolean exists(String name) {
    if (name.contains("/")) {
      return BUILT_JARS.contains(name) || Files.exists(Path.of(name));
    }
    return isClass(name)
        || isPackage(name)
        || isConstant(name)
        || isWordOf(sql, name)
        || isWordOf(cypher, name);
  }

  /** A class by its simple or full name, or a member of one. */
  private boolean isClass(String name) {
    String[] parts = name.replaceFirst("^io\\.contextgraph\\.\\w+\\.", "").split("\\.");
    Predicate<Map.Entry<Path, String>> declares =
        file ->
            file.getKey().endsWith(parts[0] + ".java")
                && isInPackage(file.getKey(), name)
                && (parts.length == 1 || isWordOf(file.getValue(), parts[1]));
    return Character.isUpperCase(parts[0].charAt(0))
        && Stream.of(shipped, tests).flatMap(files -> files.entrySet().stream()).anyMatch(declares);
  }

  private static boolean isInPackage(Path file, String name) {
    Matcher full = Pattern.compile("io\\.contextgraph\\.(\\w+)\\.\\w+").matcher(name);
    return !full.matches() || packageOf(file).equals(full.group(1));
  }

  private boolean isPackage(String name) {
    return name.equals("io.contextgraph")
        || shipped.keySet().stream().anyMatch(file -> packageOf(file).equals(name));
  }

  /** A constant of the code: a configuration key, an operator's name, a field or a reason. */
  private boolean isConstant(String name) {
    return shipped.values().stream().anyMatch(code -> code.contains('"' + name + '"'))
        || Stream.of(FieldName.values()).anyMatch(field -> field.toString().equals(name))
        || Stream.of(Reason.values()).anyMatch(reason -> reason.name().equals(name));
  }

  private static boolean isWordOf(String text, String name) {
    return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)").matcher(text).find();
  }

  private List<String> tablesWithASection() {
    return List.copyOf(all(Pattern.compile("(?m)^### `(ledger\\.\\w+)`$"), document));
  }

  private static Map<String, String> columns(String body) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String line : body.split("\n")) {
      Matcher column = COLUMN.matcher(line);
      if (column.find()) {
        columns.put(column.group(1), column.group(2));
      }
    }
    return columns;
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The package below the root, e.g. {@code event}; empty for the root itself. */
  private static String packageOf(Path file) {
    Matcher below =
        Pattern.compile("io/contextgraph/(\\w+)/").matcher(file.toString().replace('\\', '/'));
    return below.find() ? below.group(1) : "";
  }

  private static Map<Path, String> files(List<String> roots, String extension) {
    Map<Path, String> files = new LinkedHashMap<>();
    for (String root : roots) {
      try (Stream<Path> found = Files.walk(Path.of(root))) {
        found
            .filter(file -> file.toString().endsWith(extension))
            .sorted()
            .forEach(file -> files.put(file, MarkdownDocument.read(file)));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return files;
  }

  private static String joined(Map<Path, String> files) {
    return String.join("\n", files.values());
  }
}
