package io.contextgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the runbook, the maintenance and the modelling guide name exists: metrics, keys of the
 * configuration, tables, tests, files, reasons. The links of every document lead somewhere.
 */
class GuidesTest {
  private static final Pattern METRIC = Pattern.compile("[a-z]+[A-Z]\\w*?(_mean|_p99)?");
  private static final Pattern KEY =
      Pattern.compile("(redis|event|dedup|postgres|ledger|neo4j|projection)(\\.[a-z_-]+)+");
  private static final Pattern PATH = Pattern.compile("(bin|docs|src|ops|flink-conf)/[\\w./-]+");
  private static final Pattern CODE_OF_REASON = Pattern.compile("[A-Z]+(_[A-Z0-9]+)+");
  private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(IT|Test)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)]*))?\\)");

  /** Flink's own, and those of the base classes of its connectors. */
  private static final Set<String> OF_FLINK =
      Set.of(
          "pendingRecords",
          "currentEmitEventTimeLag",
          "numRecordsIn",
          "numRecordsInErrors",
          "numRecordsSend",
          "numRestarts",
          "fullRestarts",
          "busyTimeMsPerSecond",
          "backPressuredTimeMsPerSecond",
          "numberOfFailedCheckpoints",
          "lastCheckpointDuration",
          "lastCheckpointSize");

  private static final String CODE =
      joined(".java", "src/main/java", "src/local/java")
          + joined(".sql", "src/main/resources")
          + joined(".yaml", "flink-conf");

  /** Its table of options is generated from the code. */
  private static final String OPTIONS = MarkdownDocument.read(Path.of("docs/operations.md"));

  private static final Set<String> TESTS = names("src/test/java");

  private static String joined(String extension, String... roots) {
    return Arrays.stream(roots)
        .flatMap(root -> files(Path.of(root)).stream())
        .filter(file -> file.toString().endsWith(extension))
        .map(MarkdownDocument::read)
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> names(String root) {
    return files(Path.of(root)).stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .collect(Collectors.toSet());
  }

  private static List<Path> files(Path root) {
    try (Stream<Path> found = Files.walk(root)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Path> documents() {
    return Stream.concat(
        Stream.of(Path.of("README.md")),
        files(Path.of("docs")).stream().filter(file -> file.toString().endsWith(".md")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/runbook.md", "docs/maintenance.md", "docs/modelling.md"})
  void everyNameInBackticksExists(Path guide) {
    assertThat(MarkdownDocument.code(MarkdownDocument.read(guide)))
        .isNotEmpty()
        .filteredOn(name -> !exists(name))
        .isEmpty();
  }

  private static boolean exists(String name) {
    if (METRIC.matcher(name).matches()) {
      String base = name.replaceFirst("_(mean|p99)$", "");
      return OF_FLINK.contains(base) || CODE.contains('"' + base + '"');
    }
    if (KEY.matcher(name).matches()) {
      return OPTIONS.contains("\n| " + name + " |")
          || CODE.contains(name + " (")
          || CODE.contains(name + "(");
    }
    if (PATH.matcher(name).matches()) {
      return Files.exists(Path.of(name));
    }
    if (CODE_OF_REASON.matcher(name).matches() && !name.startsWith("CONTEXT_GRAPH_")) {
      return Arrays.stream(Reason.values()).anyMatch(reason -> reason.name().equals(name));
    }
    return !TEST.matcher(name).matches() || TESTS.contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "entriesLoost",
        "redis.streems",
        "ledger.evemt",
        "bin/redeployed",
        "ID_CONFLICTS",
        "NeverWrittenIT"
      })
  void aNameThatDoesNotExistIsFound(String name) {
    assertThat(exists(name)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFileAndToAHeadingInIt(Path document) {
    for (MatchResult link : LINK.matcher(MarkdownDocument.read(document)).results().toList()) {
      if (!link.group(1).startsWith("http")) {
        assertThat(leads(document, link)).as("%s: %s", document, link.group()).isTrue();
      }
    }
  }

  private static boolean leads(Path document, MatchResult link) {
    Path target =
        link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1)).normalize();
    return Files.exists(target)
        && (link.group(2) == null
            || new MarkdownDocument(MarkdownDocument.read(target))
                .anchors()
                .contains(link.group(2)));
  }

  @Test
  void theReadmeListsEveryDocument() {
    String readme = MarkdownDocument.read(Path.of("README.md"));
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      assertThat(docs.filter(file -> file.toString().endsWith(".md")))
          .allSatisfy(file -> assertThat(readme).contains("(" + file + ")"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
