package io.contextgraph.schema;

import io.contextgraph.server.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Sets the passwords of a schema's login roles. */
record RolePasswords(Connection connection, SchemaRoles roles) {
  /** Sets them, unless that would change the roles that another database uses. */
  void set(Installation wanted) throws SQLException {
    List<String> others = new RoleCheck(connection).otherDatabases(roles);
    if (!others.isEmpty() && !wanted.resetPasswords() && !wanted.passwords().isEmpty()) {
      wanted
          .notes()
          .accept(
              "the roles are also used by the database "
                  + String.join(", ", others)
                  + ", so their passwords stay as they are; --reset-passwords sets them for all,"
                  + " --role-prefix gives a new ledger roles of its own");
      return;
    }
    for (Map.Entry<String, Secret> password : wanted.passwords().entrySet()) {
      set(roles.substitute(password.getKey()), password.getValue());
    }
  }

  private void set(String role, Secret password) throws SQLException {
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
