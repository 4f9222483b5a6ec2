package io.contextgraph.schema;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/** Installs the ledger's schema, its roles and their passwords. */
public final class LedgerSchema {
  private LedgerSchema() {}

  /**
   * Installs the schema or upgrades it to this version. Migrations already applied are verified by
   * their checksums. A job that records meanwhile waits for a few seconds at most: a migration that
   * does not get its lock in that time is repeated. A migration takes as long as it needs: neither
   * a socket timeout nor a statement timeout ends it.
   *
   * @param admin connects as a superuser
   * @return the number of migrations applied, 0 if the schema was up to date
   * @throws FlywayException if an applied migration differs from this program's, or the schema is
   *     newer than this program
   * @throws io.contextgraph.server.RefusedException if the server refuses the user or the password,
   *     or no verified connection comes about
   * @throws SQLException also if a role of the ledger exists with more than the ledger gives it;
   *     then nothing was changed
   * @throws IllegalArgumentException if the ledger has roles with other names
   */
  public static int install(PostgresConnections admin, Installation wanted) throws SQLException {
    return install(AdminConnection.to(admin), wanted, LockRetry.PATIENT);
  }

  /** As {@link #install(PostgresConnections, Installation)}, with passwords by role. */
  public static int install(PostgresConnections admin, Map<String, Secret> passwords)
      throws SQLException {
    return install(admin, Installation.of(passwords));
  }

  static int install(DataSource admin, Installation wanted, LockRetry locks) throws SQLException {
    SchemaRoles roles;
    try (Connection connection = AdminConnection.open(admin)) {
      RoleCheck check = new RoleCheck(connection);
      roles = check.choose(wanted.roles().map(LedgerRoles::roles), LedgerRoles.DEFAULT.roles());
      check.requireFit(roles);
    }
    int applied = new LedgerMigrations(admin, roles, locks).apply();
    try (Connection connection = AdminConnection.open(admin)) {
      new RolePasswords(connection, roles).set(wanted);
    }
    return applied;
  }

  /** The names of the roles of the ledger in a database; empty if none is installed. */
  public static Optional<LedgerRoles> installedRoles(PostgresConnections admin)
      throws SQLException {
    try (Connection connection = AdminConnection.open(AdminConnection.to(admin))) {
      return new RoleCheck(connection)
          .installed(LedgerRoles.DEFAULT.roles())
          .map(roles -> new LedgerRoles(roles.prefix()));
    }
  }
}
