package io.contextgraph.verify;

import io.contextgraph.server.StatementResource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the schema of a ledger with the one that this release installs. Used by one thread.
 *
 * @param connection with auto-commit on
 */
public record SchemaCheck(Connection connection) {
  private static final String VERSIONS = "schema_version";
  private static final String HISTORY = "schema_history";

  /** What differs; empty if nothing does. */
  List<Finding> findings() throws SQLException {
    SchemaComparison installed = installed();
    LedgerSchemaParts parts = new LedgerSchemaParts(connection);
    List<Finding> findings = new ArrayList<>(installed.differences(parts.objects()));
    findings.addAll(installed.partitionDifferences(parts.partitions()));
    // If the user may not read the rows and no finding says why, Postgres does.
    if (findings.isEmpty() || parts.isReadable(VERSIONS)) {
      findings.addAll(installed.versionDifferences(parts.versions()));
    }
    return findings;
  }

  /**
   * Whether a ledger whose version does not fit is that of another release. It is not if its
   * objects are those of this one, or if the last migration that was applied is: then its version
   * was tampered with. A user who may not read what was applied takes the version's word for it,
   * unless it has no row, as no release does.
   */
  public boolean isOfAnotherRelease() throws SQLException {
    new LedgerTables(connection).open();
    SchemaComparison installed = installed();
    LedgerSchemaParts parts = new LedgerSchemaParts(connection);
    if (installed.areOfThisRelease(parts.objects())) {
      return false;
    }
    if (parts.isReadable(HISTORY)) {
      return parts.lastMigration() != installed.lastMigration();
    }
    return !parts.isReadable(VERSIONS) || !parts.versions().isEmpty();
  }

  private static SchemaComparison installed() {
    return new SchemaComparison(
        StatementResource.text(SchemaCheck.class, "installed_schema.tsv").lines().toList());
  }
}
