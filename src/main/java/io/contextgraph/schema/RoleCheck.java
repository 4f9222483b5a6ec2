package io.contextgraph.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a cluster has of a schema's roles. A role that exists already keeps what it has, so
 * one that may do more than the schema gives it is refused.
 */
record RoleCheck(Connection connection) {
  /** The roles of a schema in the connection's database, if it is installed. */
  Optional<SchemaRoles> installed(SchemaRoles defaults) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(Sql.FIND_SCHEMA_OWNER.text())) {
      find.setString(1, defaults.schema());
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? defaults.ofOwner(row.getString("name")) : Optional.empty();
      }
    }
  }

  /**
   * The roles to install with.
   *
   * @param wanted the roles that the operator names, if any
   * @param defaults the roles of a schema for which none are named
   * @throws IllegalArgumentException if the schema has other roles than those wanted
   */
  SchemaRoles choose(Optional<SchemaRoles> wanted, SchemaRoles defaults) throws SQLException {
    Optional<SchemaRoles> installed = installed(defaults);
    if (installed.isPresent() && wanted.isPresent() && !installed.equals(wanted)) {
      throw new IllegalArgumentException(
          "the roles of the "
              + defaults.title()
              + " in this database begin with "
              + installed.get().prefix()
              + "_; their names cannot be changed to "
              + wanted.get().prefix()
              + "_");
    }
    return installed.or(() -> wanted).orElse(defaults);
  }

  /**
   * Refuses roles that may do more than their schema gives them.
   *
   * @throws SQLException with state 55000, and all faults in one message
   */
  void requireFit(SchemaRoles roles) throws SQLException {
    List<String> faults = new ArrayList<>();
    try (PreparedStatement list = connection.prepareStatement(Sql.LIST_UNFIT_ROLES.text())) {
      list.setArray(1, connection.createArrayOf("text", roles.all().toArray()));
      list.setString(2, roles.owner());
      try (ResultSet rows = list.executeQuery()) {
        while (rows.next()) {
          faults.add(rows.getString("role") + " has " + rows.getString("fault"));
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new SQLException(
          "Nothing was installed, because roles of the "
              + roles.title()
              + " exist with more than it gives them: "
              + String.join("; ", faults)
              + ". Take that away (ALTER ROLE ... NOSUPERUSER and the like, REVOKE ... FROM ...,"
              + " ALTER ROLE ... RESET ALL), or use roles with other names: --role-prefix",
          "55000");
    }
  }

  /** The other databases of the cluster that use one of the roles, in the order of their names. */
  List<String> otherDatabases(SchemaRoles roles) throws SQLException {
    List<String> databases = new ArrayList<>();
    try (PreparedStatement list = connection.prepareStatement(Sql.LIST_DATABASES_OF_ROLES.text())) {
      list.setArray(1, connection.createArrayOf("text", roles.all().toArray()));
      try (ResultSet rows = list.executeQuery()) {
        while (rows.next()) {
          databases.add(rows.getString("name"));
        }
      }
    }
    return databases;
  }
}
