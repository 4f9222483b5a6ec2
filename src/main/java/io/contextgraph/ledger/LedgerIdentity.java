package io.contextgraph.ledger;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.util.UserCodeClassLoader;

/** Reads which ledger this is within a Flink task. */
public final class LedgerIdentity {
  private LedgerIdentity() {}

  /**
   * @param classes releases the driver together with the job's classes
   * @throws IOException if Postgres cannot be reached
   * @throws SchemaMismatchException if the schema is not one that this program can use
   */
  public static LedgerHead read(PostgresConnections postgres, UserCodeClassLoader classes)
      throws IOException {
    DriverRelease.registerWith(classes);
    try (Connection connection = postgres.openLedger()) {
      return LedgerHead.read(connection);
    } catch (SQLException e) {
      throw new IOException("Could not read the id of the ledger: " + FailureText.of(e), e);
    }
  }
}
