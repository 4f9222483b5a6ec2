package io.contextgraph.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class WithoutFlinkTest {
  /** Directly or through others, as far as the project's classes go. */
  @Test
  void whatTheCommandLineUsesOfTheLedgerNeverLeadsToFlink() {
    noClasses()
        .that()
        .belongToAnyOf(
            EventSummaryRow.class,
            LedgerHead.class,
            LedgerMark.class,
            LedgerReader.class,
            PostgresConnections.class)
        .should()
        .transitivelyDependOnClassesThat(Predicates.resideInAPackage("org.apache.flink.."))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.contextgraph"));
  }
}
