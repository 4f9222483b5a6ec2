package io.contextgraph.schema;

import io.contextgraph.ledger.PostgresConnections;
import org.flywaydb.core.Flyway;

/** The schema of release 0.1, from {@code schema-0.1}. */
public final class Release01 {
  /** The statement with which a job of that release writes dead letters, word for word. */
  public static final String INSERT_DEAD_LETTER =
      "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields)"
          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream, entry_id) DO NOTHING";

  private Release01() {}

  /**
   * Installs the schema as that release did.
   *
   * @return the number of migrations applied
   */
  public static int install(PostgresConnections admin) {
    return flyway(admin, "classpath:schema-0.1", "latest");
  }

  /** Applies the migrations of this release up to a version. */
  public static int upgradeTo(PostgresConnections admin, String version) {
    return flyway(admin, "classpath:io/contextgraph/schema/ledger", version);
  }

  private static int flyway(PostgresConnections admin, String location, String target) {
    return Flyway.configure(Release01.class.getClassLoader())
        .dataSource(admin.dataSource())
        .locations(location)
        .schemas("ledger")
        .defaultSchema("ledger")
        .table("schema_history")
        .createSchemas(true)
        .validateMigrationNaming(true)
        .ignoreMigrationPatterns("versioned:missing")
        .target(target)
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
