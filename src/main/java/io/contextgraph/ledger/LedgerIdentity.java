package io.contextgraph.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.util.UserCodeClassLoader;

/** Reads the id of a ledger within a Flink task. */
public final class LedgerIdentity {
  private LedgerIdentity() {}

  /**
   * @param classes releases the driver together with the job's classes
   * @throws IOException if Postgres cannot be reached, or the schema is not installed
   */
  public static String read(PostgresConnections postgres, UserCodeClassLoader classes)
      throws IOException {
    DriverRelease.registerWith(classes);
    try (Connection connection = postgres.open()) {
      return LedgerHead.read(connection).ledgerId();
    } catch (SQLException e) {
      throw new IOException("Could not read the id of the ledger: " + e.getMessage(), e);
    }
  }
}
