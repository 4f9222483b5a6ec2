package io.contextgraph.ledger;

import io.contextgraph.server.ServerAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * The version of a ledger's schema: the number of its last migration.
 *
 * @param installed the last migration; 0 in a schema of release 0.1, and without a schema
 * @param oldest the last migration after which no job of an earlier version may continue
 */
record SchemaVersion(int installed, int oldest) {
  /** The last migration of this release. */
  static final int CURRENT = 23;

  /** The table, the function or the schema does not exist. */
  private static final Set<String> ABSENT = Set.of("42P01", "3F000");

  private static final SchemaVersion NONE = new SchemaVersion(0, 0);

  /**
   * Reads the version of the schema in the connection's database.
   *
   * @param connection with auto-commit on
   */
  static SchemaVersion read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_SCHEMA_VERSION.text())) {
      row.next();
      return new SchemaVersion(row.getInt("installed"), row.getInt("oldest"));
    } catch (SQLException e) {
      if (ABSENT.contains(String.valueOf(e.getSQLState()))) {
        return NONE;
      }
      throw e;
    }
  }

  /**
   * Checks that a program that was made for one version may use this schema: it has that version,
   * or all later migrations say that an older job may continue.
   *
   * @param program the version that the program was made for
   * @param address the database, for the message
   * @throws SchemaMismatchException if the program may not use it
   */
  void requireUsableBy(int program, ServerAddress address) {
    if (installed < program) {
      throw new SchemaMismatchException(
          String.format(
              "The ledger's schema at %s is %s, but this program needs version %d: run"
                  + " \"context-graph schema install\" of the same release",
              address,
              installed == 0 ? "absent or that of release 0.1" : "version " + installed,
              program));
    }
    if (oldest > program) {
      throw new SchemaMismatchException(
          String.format(
              "The ledger's schema at %s is version %d, which programs made for version %d must not"
                  + " use: use the release that installed it, or a newer one",
              address, installed, program));
    }
  }

  /**
   * Checks that a program knows all objects of this schema: it has the version that the program was
   * made for.
   *
   * @throws SchemaMismatchException if it has another one
   */
  void requireKnownTo(int program, ServerAddress address) {
    requireUsableBy(program, address);
    if (installed > program) {
      throw new SchemaMismatchException(
          String.format(
              "The ledger's schema at %s is version %d, and this program knows version %d: use the"
                  + " release that installed it",
              address, installed, program));
    }
  }
}
