package io.contextgraph;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rings of the design: a package imports only from rings inside its own. */
class ArchitectureTest {
  private static final String ROOT = "io.contextgraph.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.contextgraph");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "server"})
  void theInnermostRingKnowsNoOther(String name) {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + name)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(ROOT + name, "java..", "com.fasterxml..", "org.jspecify.."));
  }

  /** So that it could be published as a connector. */
  @Test
  void redisImportsNothingOfTheProjectButServer() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "redis")
            .should()
            .dependOnClassesThat(
                JavaClass.Predicates.resideInAPackage("io.contextgraph..")
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            JavaClass.Predicates.resideInAnyPackage(
                                ROOT + "redis", ROOT + "server")))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "dedup", "ledger", "graph", "producer"})
  void siblingsOfTheSecondRingNeverImportEachOther(String name) {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + name)
            .should()
            .dependOnClassesThat(
                JavaClass.Predicates.resideInAPackage("io.contextgraph..")
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            JavaClass.Predicates.resideInAnyPackage(
                                ROOT + name, ROOT + "event", ROOT + "server")))));
  }

  @Test
  void questionsDoNotKnowTheProgramsAroundThem() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "query")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "job", ROOT + "cli", ROOT + "local"));
  }

  @Test
  void theProgramsDoNotKnowEachOther() {
    check(slices().matching(ROOT + "(job|cli|local)").should().notDependOnEachOther());
  }

  @Test
  void flinkStaysOutOfWhatRunsWithoutIt() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ROOT + "event", ROOT + "server", ROOT + "producer", ROOT + "cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink.."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph", "audit"})
  void onlyTheGraphsSinkUsesFlink(String name) {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + name)
            .and()
            .haveNameNotMatching(".*\\.graph\\.(GraphSink|GraphSinkWriter|GraphMetrics)")
            .should()
            .dependOnClassesThat(
                JavaClass.Predicates.resideInAPackage("org.apache.flink..")
                    .or(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                            "are parts of the sink",
                            type ->
                                type.getName()
                                    .matches(".*\\.graph\\.Graph(Sink|SinkWriter|Metrics)")))));
  }

  /** The command line inspects streams on a class path without Flink. */
  @Test
  void inspectingStreamsNeedsNoFlink() {
    check(
        noClasses()
            .that()
            .haveNameMatching(
                ROOT + "redis\\.(RedisConnection|StreamInspector|StreamKeys|StreamPosition)")
            .should()
            .transitivelyDependOnClassesThat()
            .resideInAPackage("org.apache.flink.."));
  }

  @Test
  void noProjectClassExtendsAnother() {
    check(
        classes()
            .that()
            .areNotInterfaces()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should(
                new com.tngtech.archunit.lang.ArchCondition<>("extend no project class") {
                  @Override
                  public void check(
                      JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                    type.getRawSuperclass()
                        .filter(parent -> parent.getName().startsWith(ROOT))
                        .filter(parent -> !parent.isEnum())
                        .ifPresent(
                            parent ->
                                events.add(
                                    com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                        type, type.getName() + " extends " + parent.getName())));
                  }
                }));
  }

  @Test
  void packageNamesSaySomething() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl.."));
  }
}
