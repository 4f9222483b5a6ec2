package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The bill of materials lists the libraries of which the jars have classes. Runs with -Prelease,
 * which makes it.
 */
@Tag("release")
class BillOfMaterialsIT {
  private static final Path BILL = Jar.PATH.resolveSibling("context-graph-sbom.json");
  private static final List<Path> JARS =
      List.of(Jar.PATH, Jar.PATH.resolveSibling("context-graph.jar"));

  /** As in pom.xml. */
  private static final Map<String, String> RELOCATED =
      Map.of(
          "netty/", "io/netty/",
          "jackson/", "com/fasterxml/jackson/",
          "tink/", "com/google/crypto/tink/",
          "protobuf/", "com/google/protobuf/",
          "gson/", "com/google/gson/",
          "reactor/", "reactor/",
          "reactivestreams/", "org/reactivestreams/");

  private static Set<String> classes(Path path) throws IOException {
    Set<String> names = new HashSet<>();
    try (ZipFile jar = new ZipFile(path.toFile())) {
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .forEach(names::add);
    }
    return names;
  }

  private static String original(String name) {
    String shaded = "io/contextgraph/shaded/";
    if (!name.startsWith(shaded)) {
      return name;
    }
    String rest = name.substring(shaded.length());
    String first = rest.substring(0, rest.indexOf('/') + 1);
    return RELOCATED.get(first) + rest.substring(first.length());
  }

  /** The classes of the jars that are not the project's own, under their own names. */
  private static Set<String> bundled() throws IOException {
    Set<String> names = new HashSet<>();
    for (Path jar : JARS) {
      classes(jar).stream()
          .map(BillOfMaterialsIT::original)
          .filter(name -> !name.startsWith("io/contextgraph/"))
          .forEach(names::add);
    }
    return names;
  }

  /** The components as the names of the files in which Maven keeps them. */
  private static Set<String> listed() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : new ObjectMapper().readTree(BILL.toFile()).path("components")) {
      listed.add(
          component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
      assertThat(component.path("licenses")).as(component.path("name").asText()).isNotEmpty();
    }
    return listed;
  }

  /** The libraries of the class path by the classes that are bundled. */
  private static Map<String, Set<String>> librariesByClass(Set<String> bundled) throws IOException {
    Map<String, Set<String>> libraries = new HashMap<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (element.endsWith(".jar")) {
        Path jar = Path.of(element);
        for (String name : classes(jar)) {
          if (bundled.contains(name)) {
            libraries
                .computeIfAbsent(name, it -> new TreeSet<>())
                .add(jar.getFileName().toString());
          }
        }
      }
    }
    return libraries;
  }

  @Test
  void everyClassInTheJarsIsOfALibraryThatIsListed() throws IOException {
    Set<String> bundled = bundled();
    Set<String> listed = listed();
    Map<String, Set<String>> libraries = librariesByClass(bundled);
    Map<String, Set<String>> unlisted = new TreeMap<>();
    for (String name : bundled) {
      Set<String> of = libraries.getOrDefault(name, Set.of());
      if (of.stream().noneMatch(listed::contains)) {
        unlisted.put(name, of);
      }
    }
    assertThat(bundled).hasSizeGreaterThan(5_000);
    assertThat(unlisted).isEmpty();
  }

  /** But two of annotations for compilers, which pom.xml leaves out of the jars. */
  @Test
  void everyLibraryThatIsListedIsInAJar() throws IOException {
    Set<String> absent = listed();
    librariesByClass(bundled()).values().forEach(absent::removeAll);
    assertThat(absent)
        .extracting(name -> name.replaceFirst("-[0-9].*", ""))
        .containsExactly("error_prone_annotations", "jsr305");
  }
}
