package io.contextgraph;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rings of docs/architecture.md: a package imports only from rings inside its own. */
class ArchitectureTest {
  private static final String ROOT = "io.contextgraph.";
  private static final List<List<String>> RINGS =
      List.of(
          List.of("event", "server", "tree"),
          List.of("archive", "redis", "decode", "dedup", "ledger", "note", "graph", "producer"),
          List.of(
              "query", "audit", "schema", "verify", "notary", "privacy", "retention", "witness"),
          List.of("erasure", "evidence"),
          List.of("job", "cli", "local", "benchmark"));
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.contextgraph");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  private static Stream<String> packages() {
    return RINGS.stream().flatMap(List::stream);
  }

  @Test
  void everyPackageHasItsRing() {
    Set<String> found =
        CLASSES.stream()
            .map(type -> type.getPackageName().substring(ROOT.length()))
            .collect(Collectors.toSet());
    assertThat(packages()).containsExactlyInAnyOrderElementsOf(found);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageImportsOnlyFromRingsInsideItsOwn(String name) {
    checkImports(name, allowed(name));
  }

  /** The inner rings; the benchmarks also run on the launcher's system. */
  private static List<String> allowed(String name) {
    List<String> allowed = new ArrayList<>();
    for (List<String> ring : RINGS) {
      if (ring.contains(name)) {
        break;
      }
      allowed.addAll(ring);
    }
    if (name.equals("benchmark")) {
      allowed.add("local");
    }
    return allowed;
  }

  private static void checkImports(String name, List<String> allowed) {
    String[] packages =
        Stream.concat(Stream.of(name), allowed.stream()).map(ROOT::concat).toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + name)
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.contextgraph..").and(not(resideInAnyPackage(packages)))));
  }

  @Test
  void redisCouldBePublishedAsAConnector() {
    checkImports("redis", List.of("server"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "server", "tree"})
  void theInnermostRingNeedsNoServersClient(String name) {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + name)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                ROOT + name, "java..", "javax.net.ssl..", "com.fasterxml..", "org.jspecify.."));
  }

  @Test
  void onlyTheGraphsSinkUsesFlink() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "graph")
            .and()
            .haveNameNotMatching(".*\\.Graph(Sink|SinkWriter|Metrics)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink.."));
  }

  @Test
  void noProjectClassExtendsAnother() {
    ArchCondition<JavaClass> extendNoProjectClass =
        new ArchCondition<>("extend no project class") {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            type.getRawSuperclass()
                .filter(parent -> parent.getName().startsWith(ROOT) && !parent.isEnum())
                .map(parent -> type.getName() + " extends " + parent.getName())
                .ifPresent(problem -> events.add(SimpleConditionEvent.violated(type, problem)));
          }
        };
    check(
        classes()
            .that()
            .areNotInterfaces()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should(extendNoProjectClass));
  }

  @Test
  void packageNamesAreNotGeneric() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl.."));
  }
}
