package io.contextgraph.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Applies the migrations of the ledger's schema.
 *
 * @param admin connections as a superuser, without a socket timeout
 */
record LedgerMigrations(DataSource admin, LedgerRoles roles, LockRetry locks) {
  /** Created the read functions in release 0.1, which are repeatable migrations now. */
  private static final String RETIRED = "V008__read.sql";

  private static final String LATEST = "latest";

  /**
   * Runs at the start of each of Flyway's connections; no migration, so Flyway does not list it.
   */
  private static final String CALLBACK = "afterConnect.sql";

  /**
   * @return the number of migrations applied
   */
  int apply() throws SQLException {
    MigrationInfo[] before = flyway(LATEST, roles).info().applied();
    requireNotNewer(before);
    // Flyway's target holds back later versions, but no functions, so only the upgrade stops there.
    int applied = has(before, EventTypeRule.ADDED) ? 0 : migrate(EventTypeRule.ADDED);
    try (Connection connection = admin.getConnection()) {
      new EventTypeRule(connection).validate();
      new PartitionBounds(connection).prove();
    }
    return applied + migrate(LATEST);
  }

  private static boolean has(MigrationInfo[] applied, String version) {
    MigrationVersion wanted = MigrationVersion.fromVersion(version);
    return Arrays.stream(applied).anyMatch(migration -> wanted.equals(migration.getVersion()));
  }

  private int migrate(String target) throws SQLException {
    Flyway flyway = flyway(target, roles);
    return locks.run(() -> flyway.migrate().migrationsExecuted);
  }

  private Flyway flyway(String target, LedgerRoles named) {
    FluentConfiguration configuration =
        Flyway.configure(LedgerMigrations.class.getClassLoader())
            .dataSource(admin)
            .locations("classpath:io/contextgraph/schema/ledger")
            .schemas("ledger")
            .defaultSchema("ledger")
            .table("schema_history")
            .createSchemas(true)
            .validateMigrationNaming(true)
            .target(target)
            // Replaces Flyway's default, which accepts migrations from the future. Only the retired
            // migration is ever missing: requireNotNewer refuses every other one.
            .ignoreMigrationPatterns("versioned:missing");
    if (!named.isDefault()) {
      configuration.resourceProvider(new RenamedRoles(named, scripts()));
    }
    return configuration.load();
  }

  private static void requireNotNewer(MigrationInfo[] applied) {
    for (MigrationInfo migration : applied) {
      if (!migration.getState().isResolved() && !RETIRED.equals(migration.getScript())) {
        throw new FlywayException(
            "The ledger's schema is newer than this program, which does not have its migration "
                + migration.getScript()
                + ": use the version of context-graph that installed it, or a newer one");
      }
    }
  }

  /** The files of all migrations, as Flyway finds them by their default names. */
  private List<String> scripts() {
    return Stream.concat(
            Stream.of(CALLBACK),
            Arrays.stream(flyway(LATEST, LedgerRoles.DEFAULT).info().all())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getScript)
                // Flyway also lists the creation of the schema.
                .filter(script -> script.endsWith(".sql")))
        .toList();
  }
}
