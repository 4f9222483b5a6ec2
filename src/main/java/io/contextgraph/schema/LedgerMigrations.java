package io.contextgraph.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Applies the migrations of the ledger's schema.
 *
 * @param admin connections as a superuser, without a socket timeout
 */
record LedgerMigrations(DataSource admin, SchemaRoles roles, LockRetry locks) {
  /** Created the read functions in release 0.1, which are repeatable migrations now. */
  private static final String RETIRED = "V008__read.sql";

  /**
   * @return the number of migrations applied
   */
  int apply() throws SQLException {
    SchemaFlyway flyway = new SchemaFlyway(admin, roles);
    MigrationInfo[] before = flyway.upTo(SchemaFlyway.LATEST).info().applied();
    SchemaFlyway.requireNotNewer(roles.title(), before, List.of(RETIRED));
    // Flyway's target holds back later versions, but no functions, so only the upgrade stops there.
    int applied = has(before, EventTypeRule.ADDED) ? 0 : migrate(flyway.upTo(EventTypeRule.ADDED));
    try (Connection connection = admin.getConnection()) {
      new EventTypeRule(connection).validate();
      new PartitionBounds(connection).prove();
    }
    return applied + migrate(flyway.upTo(SchemaFlyway.LATEST));
  }

  private static boolean has(MigrationInfo[] applied, String version) {
    MigrationVersion wanted = MigrationVersion.fromVersion(version);
    return Arrays.stream(applied).anyMatch(migration -> wanted.equals(migration.getVersion()));
  }

  private int migrate(Flyway flyway) throws SQLException {
    return locks.run(() -> flyway.migrate().migrationsExecuted);
  }
}
