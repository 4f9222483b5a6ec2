package io.contextgraph.schema;

import io.contextgraph.ledger.PostgresConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Installs the key store: the schema {@code privacy}, its roles and their passwords, in the
 * ledger's database or in another one. It uses nothing of the schema {@code ledger}, and its roles
 * have no right there.
 */
public final class KeyStoreSchema {
  private KeyStoreSchema() {}

  /** The default names of the roles that programs log in with. */
  public static List<String> defaultLogins() {
    return LedgerRoles.DEFAULT.keyStoreRoles().loginNames();
  }

  /**
   * Installs the schema or upgrades it to this version, as {@link LedgerSchema#install} does.
   *
   * @param admin connects as a superuser
   * @param wanted with the roles of the ledger, or none for the default names
   * @return the number of migrations applied, 0 if the schema was up to date
   * @throws FlywayException if an applied migration differs from this program's, or the schema is
   *     newer than this program
   * @throws io.contextgraph.server.RefusedException if the server refuses the user or the password,
   *     or no verified connection comes about
   * @throws SQLException also if a role of the key store exists with more than it gives it; then
   *     nothing was changed
   * @throws IllegalArgumentException if the key store has roles with other names
   */
  public static int install(PostgresConnections admin, Installation wanted) throws SQLException {
    return install(AdminConnection.to(admin), wanted, LockRetry.PATIENT);
  }

  static int install(DataSource admin, Installation wanted, LockRetry locks) throws SQLException {
    SchemaRoles roles;
    try (Connection connection = AdminConnection.open(admin)) {
      RoleCheck check = new RoleCheck(connection);
      roles =
          check.choose(
              wanted.roles().map(LedgerRoles::keyStoreRoles), LedgerRoles.DEFAULT.keyStoreRoles());
      check.requireFit(roles);
    }
    Flyway flyway = new SchemaFlyway(admin, roles).upTo(SchemaFlyway.LATEST);
    SchemaFlyway.requireNotNewer(roles.title(), flyway.info().applied(), List.of());
    int applied = locks.run(() -> flyway.migrate().migrationsExecuted);
    try (Connection connection = AdminConnection.open(admin)) {
      new RolePasswords(connection, roles).set(wanted);
    }
    return applied;
  }
}
