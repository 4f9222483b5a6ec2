package io.contextgraph.schema;

import io.contextgraph.server.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Installs the ledger's schema, its roles and their passwords. */
public final class LedgerSchema {
  private LedgerSchema() {}

  /**
   * Brings the schema to this version; an installed one is checked against its checksums and
   * otherwise left alone.
   *
   * @param admin connects as a superuser
   * @param passwords by login role; a role that is not named keeps its password
   * @return how many migrations were applied
   * @throws org.flywaydb.core.api.FlywayException if the schema was changed by hand, or is newer
   */
  public static int install(DataSource admin, Map<String, Secret> passwords) throws SQLException {
    int applied =
        Flyway.configure(LedgerSchema.class.getClassLoader())
            .dataSource(admin)
            .locations("classpath:io/contextgraph/schema/ledger")
            .schemas("ledger")
            .defaultSchema("ledger")
            .table("schema_history")
            .createSchemas(true)
            .validateMigrationNaming(true)
            .load()
            .migrate()
            .migrationsExecuted;
    try (Connection connection = admin.getConnection()) {
      for (Map.Entry<String, Secret> password : passwords.entrySet()) {
        setPassword(connection, password.getKey(), password.getValue());
      }
    }
    return applied;
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
