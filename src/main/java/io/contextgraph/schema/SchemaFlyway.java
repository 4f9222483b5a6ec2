package io.contextgraph.schema;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Flyway for one schema, whose migrations are in the folder of its name.
 *
 * @param admin connections as a superuser, without a socket timeout
 */
record SchemaFlyway(DataSource admin, SchemaRoles roles) {
  static final String LATEST = "latest";

  /**
   * Runs at the start of each of Flyway's connections; no migration, so Flyway does not list it.
   */
  private static final String CALLBACK = "afterConnect.sql";

  Flyway upTo(String target) {
    FluentConfiguration configuration = configuration(target);
    if (!roles.isDefault()) {
      configuration.resourceProvider(new RenamedRoles(roles, scripts()));
    }
    return configuration.load();
  }

  private FluentConfiguration configuration(String target) {
    return Flyway.configure(SchemaFlyway.class.getClassLoader())
        .dataSource(admin)
        .locations("classpath:io/contextgraph/schema/" + roles.schema())
        .schemas(roles.schema())
        .defaultSchema(roles.schema())
        .table("schema_history")
        .createSchemas(true)
        .validateMigrationNaming(true)
        .target(target)
        // Replaces Flyway's default, which accepts migrations from the future. Only a retired
        // migration is ever missing: requireNotNewer refuses every other one.
        .ignoreMigrationPatterns("versioned:missing");
  }

  /**
   * Refuses a schema that a newer program installed.
   *
   * @param retired migrations that earlier releases had
   */
  static void requireNotNewer(String title, MigrationInfo[] applied, List<String> retired) {
    for (MigrationInfo migration : applied) {
      if (!migration.getState().isResolved() && !retired.contains(migration.getScript())) {
        throw new FlywayException(
            "The "
                + title
                + "'s schema is newer than this program, which does not have its migration "
                + migration.getScript()
                + ": use the version of context-graph that installed it, or a newer one");
      }
    }
  }

  /** The files of all migrations, as Flyway finds them by their default names. */
  private List<String> scripts() {
    return Stream.concat(
            Stream.of(CALLBACK),
            Arrays.stream(configuration(LATEST).load().info().all())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getScript)
                // Flyway also lists the creation of the schema.
                .filter(script -> script.endsWith(".sql")))
        .toList();
  }
}
