package io.contextgraph.schema;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Installs the ledger's schema, its roles and their passwords. */
public final class LedgerSchema {
  /** Created the read functions in release 0.1, which are repeatable migrations now. */
  private static final String RETIRED = "V008__read.sql";

  private static final String LATEST = "latest";

  private LedgerSchema() {}

  /**
   * Installs the schema or upgrades it to this version. Migrations already applied are verified by
   * their checksums. A job that records meanwhile waits for a few seconds at most: a migration that
   * does not get its lock in that time is repeated. A migration takes as long as it needs: neither
   * a socket timeout nor a statement timeout ends it.
   *
   * @param admin connects as a superuser
   * @param passwords by login role; a role that is not listed keeps its password
   * @return the number of migrations applied, 0 if the schema was up to date
   * @throws FlywayException if an applied migration differs from this program's, or the schema is
   *     newer than this program
   */
  public static int install(PostgresConnections admin, Map<String, Secret> passwords)
      throws SQLException {
    return install(admin.dataSourceWithoutTimeout(), passwords, LockRetry.PATIENT);
  }

  static int install(DataSource admin, Map<String, Secret> passwords, LockRetry locks)
      throws SQLException {
    MigrationInfo[] before = flyway(admin, LATEST).info().applied();
    requireNotNewer(before);
    // Flyway's target holds back later versions, but no functions, so only the upgrade stops there.
    int applied = has(before, EventTypeRule.ADDED) ? 0 : migrate(admin, EventTypeRule.ADDED, locks);
    try (Connection connection = admin.getConnection()) {
      new EventTypeRule(connection).validate();
      new PartitionBounds(connection).prove();
    }
    applied += migrate(admin, LATEST, locks);
    try (Connection connection = admin.getConnection()) {
      for (Map.Entry<String, Secret> password : passwords.entrySet()) {
        setPassword(connection, password.getKey(), password.getValue());
      }
    }
    return applied;
  }

  private static boolean has(MigrationInfo[] applied, String version) {
    MigrationVersion wanted = MigrationVersion.fromVersion(version);
    return Arrays.stream(applied).anyMatch(migration -> wanted.equals(migration.getVersion()));
  }

  private static int migrate(DataSource admin, String target, LockRetry locks) throws SQLException {
    Flyway flyway = flyway(admin, target);
    return locks.run(() -> flyway.migrate().migrationsExecuted);
  }

  private static Flyway flyway(DataSource admin, String target) {
    return Flyway.configure(LedgerSchema.class.getClassLoader())
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
        .ignoreMigrationPatterns("versioned:missing")
        .load();
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

  private static void setPassword(Connection connection, String role, Secret password)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET log_statement = 'none'");
      statement.execute("SET log_min_error_statement = 'panic'");
      statement.execute(
          "ALTER ROLE "
              + statement.enquoteIdentifier(role, true)
              + " PASSWORD "
              + statement.enquoteLiteral(password.resolve()));
    }
  }
}
