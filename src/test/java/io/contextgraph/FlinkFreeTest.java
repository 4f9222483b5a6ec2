package io.contextgraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The command line, the launcher, the benchmarks and everything that they use must run without
 * Flink on the class path. The compiler inlines constants of other classes and leaves no trace of
 * them in the class file, so the sources are searched too.
 */
class FlinkFreeTest {
  private static final String ROOT = "io.contextgraph.";
  private static final String FLINK = "org.apache.flink.";
  private static final List<String> PACKAGES =
      List.of(
          "archive",
          "cli",
          "query",
          "audit",
          "notary",
          "privacy",
          "erasure",
          "evidence",
          "producer",
          "retention",
          "schema",
          "verify",
          "server",
          "event",
          "tree",
          "note",
          "witness",
          "local",
          "benchmark");
  private static final List<String> SOURCES =
      List.of("src/main/java", "src/local/java", "src/benchmark/java");
  private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w*\\b");

  private static boolean isFlinkFree(String name) {
    return PACKAGES.stream().anyMatch(name.substring(ROOT.length())::startsWith);
  }

  /** The shortest paths from a class that must not depend on Flink to one that references Flink. */
  private static List<String> ways(Map<String, Set<String>> uses) {
    List<String> ways = new ArrayList<>();
    Map<String, String> from = new LinkedHashMap<>();
    Deque<String> next = new ArrayDeque<>();
    for (String start : uses.keySet()) {
      if (isFlinkFree(start)) {
        from.put(start, "");
        next.add(start);
      }
    }
    while (!next.isEmpty()) {
      String at = next.remove();
      for (String used : uses.getOrDefault(at, Set.of())) {
        if (used.startsWith(FLINK)) {
          ways.add(way(at, from) + " -> " + used);
          break;
        }
      }
      for (String used : uses.getOrDefault(at, Set.of())) {
        if (used.startsWith(ROOT) && !from.containsKey(used)) {
          from.put(used, at);
          next.add(used);
        }
      }
    }
    return ways;
  }

  private static String way(String end, Map<String, String> from) {
    Deque<String> way = new ArrayDeque<>();
    for (String at = end; !at.isEmpty(); at = from.get(at)) {
      way.addFirst(at.substring(ROOT.length()));
    }
    return String.join(" -> ", way);
  }

  @Test
  void noClassFileLeadsToFlink() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.contextgraph");
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : classes) {
      Set<String> used = uses.computeIfAbsent(type.getName(), none -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        used.add(dependency.getTargetClass().getBaseComponentType().getName());
      }
    }
    assertThat(ways(uses)).as("paths from the command line to Flink").isEmpty();
  }

  @Test
  void noSourceFileLeadsToFlink() throws IOException {
    Map<String, String> sources = sources();
    assertThat(sources).hasSizeGreaterThan(100);
    Map<String, Set<String>> uses = new TreeMap<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      uses.put(source.getKey(), used(source.getKey(), source.getValue(), sources.keySet()));
    }
    assertThat(ways(uses)).as("paths from the command line to Flink").isEmpty();
  }

  /** The text of every type of the project, without comments and string literals. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String root : SOURCES) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
          String name = Path.of(root).relativize(file).toString().replace('/', '.');
          String text =
              Files.readString(file)
                  .replaceAll("(?s)/\\*.*?\\*/", "")
                  .replaceAll("\"(\\\\.|[^\"\\\\\n])*\"", "\"\"")
                  .replaceAll("//[^\n]*", "");
          sources.put(name.substring(0, name.length() - ".java".length()), text);
        }
      }
    }
    return sources;
  }

  /** The project's types that a source file names, and the types of Flink. */
  private static Set<String> used(String name, String text, Set<String> types) {
    Set<String> used = new LinkedHashSet<>();
    Matcher flink = Pattern.compile("\\borg\\.apache\\.flink\\.[\\w.]+").matcher(text);
    while (flink.find()) {
      used.add(flink.group());
    }
    String home = name.substring(0, name.lastIndexOf('.') + 1);
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      if (types.contains(home + word.group())) {
        used.add(home + word.group());
      }
    }
    Matcher other = Pattern.compile("\\bio\\.contextgraph\\.[a-z]+\\.[A-Z]\\w*").matcher(text);
    while (other.find()) {
      if (types.contains(other.group())) {
        used.add(other.group());
      }
    }
    used.remove(name);
    return used;
  }
}
